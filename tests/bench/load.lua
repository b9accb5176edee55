-- wrk's script: what one kind of load sends.  After "--": a file of JSON-like
-- lines written by service.mjs: method, path, headers, and of a POST its body
-- with places to fill in: @N@ a number nobody had, @D@ a date of birth,
-- @F@ a house, @T@ seven digits; and the milliseconds a connection rests
-- between two of them.  Instead of a body, claimed requests ("held": id,
-- version, token, medic, start, end of a window): each in turn is scheduled
-- there and planned anew, as long as it lasts.
-- done() prints one line for service.mjs.

local threads = 0
local method, headers, paths, body = "GET", {}, {}, nil
local held, ready = {}, {}
local value, made = {}, {} -- of a place; by path

function setup(thread)
	thread:set("number", threads)
	threads = threads + 1
end

function init(args)
	for line in io.lines(args[1]) do
		local key, value = line:match("^(%S+) (.*)$")
		if key == "method" then method = value
		elseif key == "path" then paths[#paths + 1] = value
		elseif key == "body" then body = value
		elseif key == "delay" then pause = tonumber(value)
		elseif key == "held" then
			local one = {}
			one.id, one.version, one.token, one.medic, one.from,
			    one.to = value:match(("(%S+) "):rep(5) .. "(%S+)")
			held[one.id] = one
			ready[#ready + 1] = one
		elseif key == "header" then
			local name, text = value:match("^(%S+): (.*)$")
			headers[name] = text
		end
	end
	seed = tonumber(args[2])
	math.randomseed(seed + number * 7919)
	serial = 0
	if pause then delay = function() return pause end end
end

local letters = { "а", "б", "в", "г", "д", "е", "ж", "и", "к", "л" }

-- A name of letters only, different for every number.
local function word(n)
	local out = {}
	repeat
		out[#out + 1] = letters[n % 10 + 1]
		n = math.floor(n / 10)
	until n == 0
	return table.concat(out)
end

-- As if drawn at random below 10^9, but never twice: of sixty thousand drawn
-- two were the same person now and then, and rightly refused as a duplicate.
-- Runs follow each other with seeds that follow each other.
local function fresh()
	local n = seed % 1000 * 1000000 + serial * 4 + number

	return n * 7654321 % 1000000000
end

-- The next step of the one that waits longest.
local function step()
	local one = table.remove(ready, 1)
	local path = "/api/v1/requests/" .. one.id
	local what

	headers["If-Match"] = '"' .. one.version .. '"'
	if one.token then
		path = path .. "/schedule"
		what = string.format('{"token":%s,"medic":"%s",' ..
		    '"window_start":"%s","window_end":"%s"}', one.token,
		    one.medic, one.from, one.to)
	else
		path = path .. "/replan"
		what = '{"reason":"patient_asked","comment":"bench"}'
	end
	return wrk.format("POST", path, headers, what)
end

-- A POST to path, written once and cut at its places: text and letter in
-- turn, the letters where they stand, how often each is in the body, and how
-- long that is without them.
local function cut(path)
	headers["Idempotency-Key"] = "@K@"
	local whole = wrk.format("POST", path, headers, body):gsub(
	    "Content%-Length: %d+", "Content-Length: @L@", 1)
	local one = { letter = {}, often = {}, rest = #body }
	local from = 1

	for ends, letter, begins in whole:gmatch("()@(%u)@()") do
		one[#one + 1] = whole:sub(from, ends - 1)
		one[#one + 1] = letter
		one.letter[#one] = letter
		from = begins
	end
	one[#one + 1] = whole:sub(from)
	for letter in body:gmatch("@(%u)@") do
		one.often[letter] = (one.often[letter] or 0) + 1
		one.rest = one.rest - 3
	end
	made[path] = one
	return one
end

-- As it was cut, with what value has in the places.
local function fill(one)
	local length = one.rest

	for letter, times in pairs(one.often) do
		length = length + times * #value[letter]
	end
	value.L = length
	for i, letter in pairs(one.letter) do one[i] = value[letter] end
	return table.concat(one)
end

function request()
	if next(held) then return step() end
	local path = paths[math.random(#paths)]
	if method == "GET" then
		return wrk.format("GET", path, headers)
	end
	serial = serial + 1
	local n = fresh()
	value.K = string.format("bench-%d-%d-%d", number, serial, n)
	value.N = word(n)
	value.D = string.format("%04d-%02d-%02d", 1940 + n % 60,
	    math.floor(n / 60) % 12 + 1, math.floor(n / 720) % 28 + 1)
	value.F = tostring(n % 900 + 1)
	value.T = string.format("%07d", n % 9999991)
	return fill(made[path] or cut(path))
end

local refused = 0
busy = 0
function response(status, _, text)
	if next(held) and status == 200 then
		local one = held[text:match('"id":"([^"]+)"')]
		one.version = text:match('"version":(%d+)')
		one.token = text:match('"token":(%d+)')
		ready[#ready + 1] = one
	end
	if status == 503 then busy = busy + 1 end
	-- 204: the queue ran empty, nothing was written
	if status >= 300 and status ~= 304 or status == 204 then refused = refused + 1 end
	other = refused
end

local all = {}
local old = setup
function setup(thread)
	old(thread)
	all[#all + 1] = thread
end

function done(summary, latency)
	local not_ok, no_room = 0, 0
	for _, thread in ipairs(all) do
		not_ok = not_ok + (thread:get("other") or 0)
		no_room = no_room + (thread:get("busy") or 0)
	end
	io.write(string.format(
	    "RESULT %d %d %.1f %.1f %.1f %d %d %d\n",
	    summary.requests, summary.duration, latency:percentile(50),
	    latency:percentile(99), latency.max, not_ok,
	    summary.errors.connect + summary.errors.read +
	    summary.errors.write + summary.errors.timeout, no_room))
end
