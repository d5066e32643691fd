-- Paste into init.lua: `.pol` files get findings, hover (K) and formatting from `pol lsp`. Neovim 0.7 or newer.
vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, { pattern = "*.pol", callback = function() vim.bo.filetype = "pol" end })
vim.api.nvim_create_autocmd("FileType", {
  pattern = "pol",
  callback = function(event)
    pol_client = pol_client or vim.lsp.start_client({ name = "pol", cmd = { "npx", "pol", "lsp" } })
    vim.lsp.buf_attach_client(event.buf, pol_client)
    vim.bo[event.buf].commentstring = "// %s"
    vim.keymap.set("n", "K", vim.lsp.buf.hover, { buffer = event.buf })
  end,
})
