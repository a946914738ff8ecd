-- Sends the requests of a file in turn, each once per round through it, and prints one line of JSON.
-- A line of the file: METHOD TAB path TAB cookie TAB body. Each thread starts at a place of its own.
local lines, at, seen = {}, 0, 0
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
  at = math.floor(#lines * number / tonumber(args[2]))
end

function request()
  at = at % #lines + 1
  seen = seen + 1
  local method, path, cookie, body = lines[at]:match("^(%S+)\t(%S+)\t([^\t]*)\t(.*)$")
  local headers = { ["X-Forwarded-For"] = string.format("10.%d.%d.%d", number, math.floor(seen / 250) % 250, seen % 250) }
  if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
  if cookie ~= "" then headers["Cookie"] = cookie end
  return wrk.format(method, path, headers, body)
end

function done(summary, latency, requests)
  local e = summary.errors
  print(string.format('JSON {"requests": %d, "seconds": %f, "errors": %d, "p50": %f, "p99": %f}',
    summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
