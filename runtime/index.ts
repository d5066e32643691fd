export { Refusal } from "./refusal.ts";
export { PolicyRefusal } from "./files/load.ts";
export { Guard, loadGuard, openGuard, type GuardOptions } from "./guard/guard.ts";
export type { Offer, SampledSession, StepDecision } from "./guard/sampled.ts";
export type { Answer, CallDecision, ToolCall, ToolSession } from "./guard/tools.ts";
export { guardMcp, type McpEnd, type McpGuard } from "./middleware/mcp.ts";
export { recordFile, type RecordFile } from "./record/file.ts";
export type { AnswerRecord, AskedProposer, CallRecord, DecisionRecord, JudgedCondition, Place, Sink, StepRecord } from "./record/record.ts";
export { OnnxPolicy } from "./proposers/onnx.ts";
