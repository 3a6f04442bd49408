import { EXPECTED_LIMIT } from '../control.ts';

/** What the scripts of scripts.ts have in common: a room as they read, change and tell it. */
export const COMMON = `
local key, room = KEYS[1], ARGV[1]

local knocks = {}
local function open()
  return { locked = false, waitingRoom = false, host = '', key = '', bans = {}, expected = {}, v = '0' }
end
local control = open()

local function load()
  local flat, members, auth, count = redis.call('HGETALL', key), {}, nil, 0
  for k = 1, #flat, 2 do
    if flat[k] == 'auth' then auth = flat[k + 1]
    elseif flat[k] == 'control' then control = cjson.decode(flat[k + 1])
    elseif string.sub(flat[k], 1, 2) == 'w:' then knocks[string.sub(flat[k], 3)] = cjson.decode(flat[k + 1])
    elseif string.sub(flat[k], 1, 2) == 'm:' then
      members[string.sub(flat[k], 3)] = cjson.decode(flat[k + 1])
      count = count + 1
    end
  end
  return members, auth, count
end

local function alive(node) return redis.call('EXISTS', 'porthole:node:' .. node) == 1 end

-- Versions follow the clock, so that they go on rising after Redis has lost everything.
local function bump()
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
  local version = string.format('%.0f', math.max(now, tonumber(redis.call('HGET', key, 'seq') or '0') + 1))
  redis.call('HSET', key, 'seq', version)
  return version
end

-- No list that may be empty stands alone: cjson writes it as an object. With its key before it, for a name may hold ':{}'.
local function encode(value) return (string.gsub(cjson.encode(value), '"(%w+)":{}', '"%1":[]')) end

local function send(node, event)
  event.room = room
  redis.call('PUBLISH', 'porthole:to:' .. node, 'e' .. encode(event))
end

local function tell(members, except, event)
  event.room = room
  local text, told = 'e' .. encode(event), { [except] = true }
  for _, member in pairs(members) do
    if not told[member.n] then
      told[member.n] = true
      redis.call('PUBLISH', 'porthole:to:' .. member.n, text)
    end
  end
end

local function store(id, member)
  redis.call('HSET', key, 'm:' .. id, cjson.encode(member))
end

local function save()
  control.v = bump()
  redis.call('HSET', key, 'control', encode(control))
end

local function nextHost(members)
  for id, member in pairs(members) do
    if member.h == 1 then return id end
  end
  return ''
end

-- Whoever waits has nobody left to let it in.
local function closeRoom()
  for id, knock in pairs(knocks) do send(knock.n, { op = 'answer', id = id, code = 'ended' }) end
  redis.call('DEL', key)
end

local function contains(list, item)
  for _, one in ipairs(list) do
    if one == item then return true end
  end
  return false
end

-- As control.ts does it: whose place ran out behind a closed door may come back, with its pass.
local function placeOf(id, pass) return id .. ' ' .. pass end

local function expectBack(id, pass)
  if pass == '' or not (control.locked or control.waitingRoom) then return false end
  local place = placeOf(id, pass)
  if contains(control.expected, place) then return false end
  control.expected[#control.expected + 1] = place
  if #control.expected > ${EXPECTED_LIMIT} then table.remove(control.expected, 1) end
  return true
end

local function remove(members, id, except, reason)
  local pass = members[id].p or ''
  redis.call('HDEL', key, 'm:' .. id)
  members[id] = nil
  if next(members) == nil then closeRoom() return end
  tell(members, except, { op = 'del', id = id, v = bump(), reason = reason })
  local changed = reason == 'lost' and expectBack(id, pass)
  if control.host == id then
    control.host = nextHost(members)
    changed = true
  end
  if changed then
    save()
    tell(members, '', { op = 'room', c = control })
  end
end

local function banned(id, pass)
  return contains(control.bans, 'i:' .. id) or (pass ~= '' and contains(control.bans, 'p:' .. pass))
end

local function roster(members, except, list)
  list = list or {}
  for id, member in pairs(members) do
    if id ~= except then list[#list + 1] = cjson.encode({ id = id, n = member.n, i = member.i }) end
  end
  return list
end

-- With the version that it is of, and who may come in.
local function rosterNow(members, except)
  return roster(members, except, { redis.call('HGET', key, 'seq') or '0', redis.call('HGET', key, 'control') or '' })
end
`;
