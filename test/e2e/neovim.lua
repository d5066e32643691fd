-- Opens the file named in POL_FILE, waits for its findings and a hover, and prints both as JSON.
local function wait(what, ready)
  if not vim.wait(20000, ready, 20) then
    io.stderr:write("no " .. what .. " came\n")
    vim.cmd("cquit 1")
  end
end

vim.cmd("edit " .. vim.env.POL_FILE)
wait("diagnostic", function() return #vim.diagnostic.get(0) > 0 end)
local found = vim.tbl_map(function(d)
  return { message = d.message, code = d.code, line = d.lnum, column = d.col, severity = d.severity }
end, vim.diagnostic.get(0))

local position = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 3, character = 27 } }
local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", position, 20000)
local _, hover = next(answers or {})

vim.api.nvim_buf_set_lines(0, 3, 4, true, { "const twice = 2 * standstill" })
wait("end of diagnostics", function() return #vim.diagnostic.get(0) == 0 end)

io.stdout:write(vim.json.encode({ filetype = vim.bo.filetype, found = found, hover = hover and hover.result.contents.value }) .. "\n")
vim.cmd("qall!")
