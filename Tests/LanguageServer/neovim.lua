-- What neovim shows of a member: diagnostics, hover, completion, and a fix that is applied in the buffer.
-- Run by test_editors.py: nvim --headless --clean -n -c "luafile neovim.lua" -c "qa!"
local root = os.getenv("FOLDER")

local function out(name, value)
  io.stdout:write("@@" .. name .. "=" .. vim.fn.json_encode(value) .. "\n")
end

vim.cmd("edit " .. root .. "/alone/BUZJCNFG")
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ cmd = { os.getenv("JMONCHECK"), "lsp" }, root_dir = root, name = "jmoncheck" })
vim.lsp.buf_attach_client(buffer, client)

local function codes()
  local found = {}
  for _, item in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, item.code or (item.user_data and item.user_data.lsp and item.user_data.lsp.code))
  end
  return found
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 15000) or {}
  return (answers[client] or {}).result
end

vim.wait(15000, function() return #vim.diagnostic.get(buffer) > 0 end)
out("diagnostics", codes())
vim.api.nvim_win_set_cursor(0, { 2, 3 })
out("hover", ask("textDocument/hover", vim.lsp.util.make_position_params(0, "utf-16")))
vim.api.nvim_win_set_cursor(0, { 2, 14 })
local labels = {}
for _, item in ipairs(ask("textDocument/completion", vim.lsp.util.make_position_params(0, "utf-16")) or {}) do
  table.insert(labels, item.label)
end
out("completion", labels)
local params = vim.lsp.util.make_range_params(0, "utf-16")
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, 1) }
for _, action in ipairs(ask("textDocument/codeAction", params) or {}) do
  if action.title == "Set LOOPBACK_ONLY=OFF" then
    vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    break
  end
end
out("text", table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n"))
vim.wait(15000, function() return #vim.diagnostic.get(buffer) == 0 end)
out("left", #codes())
vim.lsp.stop_client(client)
out("stopped", vim.wait(15000, function() return vim.lsp.client_is_stopped(client) end))
