import { BAN_LIMIT } from '../../protocol/index.ts';
import { COMMON } from './common-script.ts';

/*
 * What happens to a room in Redis, each step whole: a Lua script runs alone, so that two nodes never give the last place
 * away twice. A room is one hash: `auth` (digest of its key, or empty), `seq` (version of its last change) and a field
 * `m:<id>` for each member: n its node, s digest of its session, i its info as JSON, d 1 while its socket is gone, p what is
 * kept of its pass, h 1 when it has proved the host key. `control` says who may come in and who decides that (control.ts),
 * `w:<id>` who waits to be let in: n its node, i its info.
 * A node lives as long as its lease `porthole:node:<node>` does, which holds the number of its term. Changes are told to every node with a member in the room,
 * from inside the script: in the order in which they happened.
 */

/**
 * Takes a place: afresh, or with its session. ARGV: room, node, id, auth, session, info, limit, resume (1 or 0), ttl in ms,
 * whether the room may be created (1 or 0), pass, digest of the host's verifier, whether it founds the room (1 or 0), most
 * who may wait, the node's term, messages that the client has got (or empty).
 * Answers with a code, `stale` among them for a node that has no lease, or a later one; or with `ok`, the version, the room's
 * auth, 1 if a lost place was replaced, the info, the pass, 1 if the host key was proved, the room's control, who waits, and
 * the others.
 */
const CLAIM = `${COMMON}
local node, id, auth, session, info = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call('GET', 'porthole:node:' .. node) ~= ARGV[15] then return { 'stale' } end
local members, verifier, count = load()
local hostBefore = control.host
for other, member in pairs(members) do
  if member.n ~= node and not alive(member.n) and not (ARGV[8] == '1' and other == id) then
    remove(members, other, '', 'lost')
    count = count - 1
  end
end
if count == 0 then control, knocks = open(), {} end
local held = members[id]
local pass, hostKey, proved = ARGV[11], ARGV[12], false
-- In a full room: the place of somebody who crashed and is back under a new id, with the pass or the host key.
local function lostPlace()
  local byKey = nil
  for other, member in pairs(members) do
    if member.d == 1 and pass ~= '' and member.p == pass then return other end
    if member.d == 1 and proved and member.h == 1 then byKey = other end
  end
  return byKey
end
-- Its own node, which holds the place, is told as well.
local function vacate(other)
  redis.call('HDEL', key, 'm:' .. other)
  tell(members, '', { op = 'del', id = other, v = bump(), reason = 'lost', held = 0 })
  members[other] = nil
  if control.host == other then control.host = nextHost(members) end
end
-- The host is asked: its nodes are told, and the client waits.
local function knock()
  local waiting = 0
  for other, one in pairs(knocks) do
    if alive(one.n) then waiting = waiting + 1 else redis.call('HDEL', key, 'w:' .. other) end
  end
  if knocks[id] then return { 'id-taken' } end
  if waiting >= tonumber(ARGV[14]) then return { 'waiting-full' } end
  redis.call('HSET', key, 'w:' .. id, cjson.encode({ n = node, i = info }))
  tell(members, '', { op = 'knock', i = info })
  return { 'waiting' }
end
if ARGV[8] == '1' then
  if not held or held.s ~= session then return { 'no-session' } end
  info, pass, proved = held.i, held.p or '', held.h == 1
else
  if count == 0 and ARGV[10] ~= '1' then return { 'locked' } end
  if verifier and verifier ~= '' and verifier ~= auth and count > 0 then return { 'wrong-key' } end
  if held and held.d == 0 then return { 'id-taken' } end
  if hostKey ~= '' then
    if control.key ~= '' then proved = control.key == hostKey
    else proved = count == 0 or ARGV[13] == '1' end
  end
  local holder = members[control.host]
  if not proved or (holder and holder.d == 0) then
    if banned(id, pass) then return { 'removed' } end
    local returns = held and pass ~= '' and held.p == pass
    local expected = contains(control.expected, id) or contains(control.expected, placeOf(id, pass))
    if not returns and not expected then
      if control.locked then return { 'room-locked' } end
      if control.waitingRoom then return knock() end
    end
  end
  if not held and count >= tonumber(ARGV[7]) then
    local own = lostPlace()
    if not own then return { 'room-full' } end
    vacate(own)
  end
end
if not verifier or count == 0 then
  verifier = auth
  redis.call('HSET', key, 'auth', auth)
end
local fresh = (held and ARGV[8] ~= '1') and 1 or 0
members[id] = { n = node, s = session, i = info, d = 0, p = pass, h = proved and 1 or 0 }
store(id, members[id])
local version = bump()
if ARGV[8] ~= '1' then
  local holder = members[control.host]
  if proved and control.key == '' then control.key = hostKey end
  if proved and (not holder or holder.d == 1) then control.host = id
  elseif fresh == 1 and control.host == id and not proved then control.host = nextHost(members) end
  save()
end
redis.call('PEXPIRE', key, ARGV[9])
if held then members[''] = { n = held.n } end
tell(members, node, { op = 'set', id = id, n = node, i = info, v = version, fresh = fresh, r = tonumber(ARGV[16]) })
members[''] = nil
if control.host ~= hostBefore then tell(members, node, { op = 'room', c = control }) end
local waiting = {}
for _, one in pairs(knocks) do waiting[#waiting + 1] = one.i end
return {
  'ok', version, verifier, tostring(fresh), info, pass, proved and '1' or '0', encode(control),
  #waiting == 0 and '[]' or cjson.encode(waiting), unpack(roster(members, id))
}
`;

/** Gives a place up, that of one session and of none that came after it. ARGV: room, node, id, reason, session. */
const RELEASE = `${COMMON}
local members = load()
local member = members[ARGV[3]]
if not member or member.n ~= ARGV[2] or member.s ~= ARGV[5] then return 0 end
remove(members, ARGV[3], ARGV[2], ARGV[4])
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

/**
 * Puts a member back that Redis may have lost. ARGV: room, node, id, auth, session, info, detached, ttl in ms, pass, whether it
 * holds the host key (1 or 0), the room's control, limit. Answers as the roster does, or with `room-full`: its node was given
 * up for dead, and its place to somebody else.
 */
const RESTORE = `${COMMON}
local node, id = ARGV[2], ARGV[3]
local members, _, count = load()
local held = members[id]
redis.call('PEXPIRE', key, ARGV[8])
-- It goes on elsewhere.
if held and held.n ~= node and alive(held.n) then return rosterNow(members, '') end
if not held and count >= tonumber(ARGV[12]) then
  for other, member in pairs(members) do
    if member.n ~= node and not alive(member.n) then
      remove(members, other, '', 'lost')
      count = count - 1
    end
  end
  if count >= tonumber(ARGV[12]) then return { 'room-full' } end
end
members[id] = { n = node, s = ARGV[5], i = ARGV[6], d = tonumber(ARGV[7]), p = ARGV[9], h = tonumber(ARGV[10]) }
store(id, members[id])
redis.call('HSETNX', key, 'auth', ARGV[4])
redis.call('HSETNX', key, 'control', ARGV[11])
if not held then tell(members, node, { op = 'set', id = id, n = node, i = ARGV[6], v = bump(), fresh = 0 }) end
redis.call('PEXPIRE', key, ARGV[8])
return rosterNow(members, id)
`;

/** Who is there. ARGV: room. Answers with the version, the room's control (empty where there is none) and the members. */
const ROSTER = `${COMMON}
return rosterNow(load(), '')
`;

/** Drops the members of a node that is dead. ARGV: room, node. */
const EVICT = `${COMMON}
if alive(ARGV[2]) then return 0 end
local members = load()
for id, member in pairs(members) do
  if member.n == ARGV[2] then remove(members, id, ARGV[2], 'lost') end
end
return 1
`;

/**
 * Carries out what the host has ordered, if the member is the host. ARGV: room, node, id, the change as JSON (orders.ts).
 * Answers with `not-host`, or with `ok` and the room's control. Everything else is told to the nodes, the host's own included.
 */
const CHANGE = `${COMMON}
local members = load()
local me = members[ARGV[3]]
if not me or me.n ~= ARGV[2] or control.host ~= ARGV[3] then return { 'not-host' } end
local change, audience, gone = cjson.decode(ARGV[4]), {}, {}
for id, member in pairs(members) do audience[id] = member end

local function ban(item)
  if contains(control.bans, item) then return end
  control.bans[#control.bans + 1] = item
  if #control.bans > ${BAN_LIMIT} then table.remove(control.bans, 1) end
end

local function out(id, code)
  if not members[id] then return end
  redis.call('HDEL', key, 'm:' .. id)
  members[id] = nil
  gone[#gone + 1] = { op = 'out', id = id, code = code }
end

if change.locked ~= nil then control.locked = change.locked end
if change.waitingRoom ~= nil then control.waitingRoom = change.waitingRoom end
if change.expected then control.expected = change.expected end
if change.host then control.host = change.host end
if change.key then
  control.key = change.key
  for id, member in pairs(members) do
    member.h = id == control.host and 1 or 0
    store(id, member)
  end
end
for _, item in ipairs(change.bans or {}) do ban(item) end
if change.ban then
  ban('i:' .. change.ban)
  local pass = members[change.ban] and members[change.ban].p or ''
  if pass ~= '' then ban('p:' .. pass) end
end
for id, member in pairs(audience) do
  if id ~= control.host and banned(id, member.p or '') then out(id, 'removed') end
end
if change.out then
  for _, id in ipairs(change.out.ids) do out(id, change.out.code) end
end
save()
if change.answer then
  for _, id in ipairs(change.answer.ids) do
    local knock = knocks[id]
    if knock then
      knocks[id] = nil
      redis.call('HDEL', key, 'w:' .. id)
      tell(audience, '', { op = 'knock-gone', id = id })
      send(knock.n, { op = 'answer', id = id, code = change.answer.code })
    end
  end
end
for _, event in ipairs(gone) do
  event.v = control.v
  tell(audience, '', event)
end
if next(members) == nil then closeRoom() else tell(members, '', { op = 'room', c = control }) end
return { 'ok', encode(control) }
`;

/** Somebody waits no more. ARGV: room, node, id. */
const UNKNOCK = `${COMMON}
local members = load()
local knock = knocks[ARGV[3]]
if not knock or knock.n ~= ARGV[2] then return 0 end
redis.call('HDEL', key, 'w:' .. ARGV[3])
tell(members, '', { op = 'knock-gone', id = ARGV[3] })
return 1
`;

/** Somebody waits whom Redis may have forgotten. ARGV: room, node, id, info. */
const REKNOCK = `${COMMON}
local members, _, count = load()
if count == 0 or knocks[ARGV[3]] then return 0 end
redis.call('HSET', key, 'w:' .. ARGV[3], cjson.encode({ n = ARGV[2], i = ARGV[4] }))
tell(members, '', { op = 'knock', i = ARGV[4] })
return 1
`;

export const SCRIPTS = {
  claim: CLAIM,
  release: RELEASE,
  describe: DESCRIBE,
  restore: RESTORE,
  roster: ROSTER,
  evict: EVICT,
  change: CHANGE,
  unknock: UNKNOCK,
  reknock: REKNOCK,
} as const;
