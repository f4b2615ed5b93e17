-- The screen of neovim with findings, for docs/pictures: nvim --headless --clean -n -c "luafile …" (scripts/pictures)
vim.o.columns, vim.o.lines, vim.o.number, vim.o.laststatus = 120, 9, true, 0
vim.cmd("edit " .. os.getenv("FILE"))
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ cmd = { os.getenv("PROGRAM"), "lsp" }, root_dir = vim.fn.getcwd(), name = "jmoncheck" })
vim.lsp.buf_attach_client(buffer, client)
vim.wait(15000, function() return #vim.diagnostic.get(buffer) > 0 end)
vim.api.nvim_win_set_cursor(0, { 3, 0 })
vim.cmd("redraw")
for row = 1, vim.o.lines - 1 do
  local line = {}
  for column = 1, vim.o.columns do
    table.insert(line, vim.fn.screenstring(row, column))
  end
  io.stdout:write((table.concat(line):gsub("%s+$", "")) .. "\n")
end
