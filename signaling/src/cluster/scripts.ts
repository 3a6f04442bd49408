/*
 * What happens to a room in Redis, each step whole: a Lua script runs alone, so that two nodes never give the last place
 * away twice. A room is one hash: `auth` (digest of its key, or empty), `seq` (version of its last change) and a field
 * `m:<id>` for each member: n its node, s digest of its session, i its info as JSON, d 1 while its socket is gone.
 * A node lives as long as its lease `porthole:node:<node>` does. Changes are told to every node with a member in the room,
 * from inside the script: in the order in which they happened.
 */

const COMMON = `
local key, room = KEYS[1], ARGV[1]

local function load()
  local flat, members, auth, count = redis.call('HGETALL', key), {}, nil, 0
  for k = 1, #flat, 2 do
    if flat[k] == 'auth' then auth = flat[k + 1]
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

local function tell(members, except, event)
  event.room = room
  local text, told = 'e' .. cjson.encode(event), { [except] = true }
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

local function drop(members, id, except)
  redis.call('HDEL', key, 'm:' .. id)
  members[id] = nil
  if next(members) == nil then redis.call('DEL', key) return end
  tell(members, except, { op = 'del', id = id, v = bump(), reason = 'lost' })
end

local function roster(members, except)
  local list = {}
  for id, member in pairs(members) do
    if id ~= except then list[#list + 1] = cjson.encode({ id = id, n = member.n, i = member.i }) end
  end
  return list
end
`;

/**
 * Takes a place: afresh, or with its session. ARGV: room, node, id, auth, session, info, limit, resume (1 or 0), ttl in ms,
 * whether the room may be created (1 or 0).
 * Answers with a code, or with `ok`, the version, the room's auth, 1 if a lost place was replaced, the info, and the others.
 */
const CLAIM = `${COMMON}
local node, id, auth, session, info = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local members, verifier, count = load()
for other, member in pairs(members) do
  if member.n ~= node and not alive(member.n) and not (ARGV[8] == '1' and other == id) then
    drop(members, other, '')
    count = count - 1
  end
end
local held = members[id]
if ARGV[8] == '1' then
  if not held or held.s ~= session then return { 'no-session' } end
  info = held.i
else
  if count == 0 and ARGV[10] ~= '1' then return { 'locked' } end
  if verifier and verifier ~= '' and verifier ~= auth and count > 0 then return { 'wrong-key' } end
  if held and held.d == 0 then return { 'id-taken' } end
  if not held and count >= tonumber(ARGV[7]) then return { 'room-full' } end
end
if not verifier or count == 0 then
  verifier = auth
  redis.call('HSET', key, 'auth', auth)
end
local fresh = (held and ARGV[8] ~= '1') and 1 or 0
members[id] = { n = node, s = session, i = info, d = 0 }
store(id, members[id])
local version = bump()
redis.call('PEXPIRE', key, ARGV[9])
if held then members[''] = { n = held.n } end
tell(members, node, { op = 'set', id = id, n = node, i = info, v = version, fresh = fresh })
members[''] = nil
return { 'ok', version, verifier, tostring(fresh), info, unpack(roster(members, id)) }
`;

/** Gives a place up. ARGV: room, node, id, reason. */
const RELEASE = `${COMMON}
local members = load()
local member = members[ARGV[3]]
if not member or member.n ~= ARGV[2] then return 0 end
redis.call('HDEL', key, 'm:' .. ARGV[3])
members[ARGV[3]] = nil
if next(members) == nil then return redis.call('DEL', key) end
tell(members, ARGV[2], { op = 'del', id = ARGV[3], v = bump(), reason = ARGV[4] })
return 1
`;

/** Changes what the others see, or whether its socket is gone. ARGV: room, node, id, info, detached (1 or 0). */
const DESCRIBE = `${COMMON}
local members = load()
local member = members[ARGV[3]]
if not member or member.n ~= ARGV[2] then return 0 end
local changed = member.i ~= ARGV[4]
member.i, member.d = ARGV[4], tonumber(ARGV[5])
store(ARGV[3], member)
if changed then tell(members, ARGV[2], { op = 'set', id = ARGV[3], n = member.n, i = member.i, v = bump(), fresh = 0 }) end
return 1
`;

/** Puts a member back that Redis may have lost. ARGV: room, node, id, auth, session, info, detached, ttl in ms. */
const RESTORE = `${COMMON}
local node, id = ARGV[2], ARGV[3]
local members = load()
local held = members[id]
redis.call('PEXPIRE', key, ARGV[8])
if held and held.n ~= node and alive(held.n) then return { 'gone' } end
members[id] = { n = node, s = ARGV[5], i = ARGV[6], d = tonumber(ARGV[7]) }
store(id, members[id])
redis.call('HSETNX', key, 'auth', ARGV[4])
if not held then tell(members, node, { op = 'set', id = id, n = node, i = ARGV[6], v = bump(), fresh = 0 }) end
redis.call('PEXPIRE', key, ARGV[8])
return roster(members, id)
`;

/** Drops the members of a node that is dead. ARGV: room, node. */
const EVICT = `${COMMON}
if alive(ARGV[2]) then return 0 end
local members = load()
for id, member in pairs(members) do
  if member.n == ARGV[2] then drop(members, id, ARGV[2]) end
end
return 1
`;

export const SCRIPTS = {
  claim: CLAIM,
  release: RELEASE,
  describe: DESCRIBE,
  restore: RESTORE,
  evict: EVICT,
} as const;
