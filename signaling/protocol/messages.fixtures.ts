/**
 * Good and bad messages, one table for everything that reads messages: the schemas, the server, the client.
 * Each entry is a name and the text on the wire.
 */
type Table = readonly (readonly [name: string, text: string])[];

const SDP = 'v=0\\r\\no=- 1 2 IN IP4 127.0.0.1\\r\\n';
const CANDIDATE = 'candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host';

export const GOOD_CLIENT_MESSAGES: Table = [
  ['join of version 1', '{"type":"join","room":"room-1","id":"peer-1"}'],
  [
    'join with every field',
    '{"type":"join","room":"r","id":"p","v":1,"name":"Ada","auth":"a","session":"s","resume":true,"token":"t","host":"h","pass":"p"}',
  ],
  ['join with a name in Unicode', '{"type":"join","room":"r","id":"p","name":"Ἀδα 🚀"}'],
  ['join with fields of a later version', '{"type":"join","room":"r","id":"p","later":{"a":[1]}}'],
  ['offer', `{"type":"offer","to":"p","room":"r","sdp":"${SDP}"}`],
  ['offer with a number', `{"type":"offer","to":"p","room":"r","sdp":"${SDP}","n":3}`],
  ['offer with spaces and another order', `\n{ "sdp" : "${SDP}", "room" : "r",\t"to":"p","type":"offer" } `],
  ['offer with escapes in its type', `{"type":"o\\u0066fer","to":"p","room":"r","sdp":"x"}`],
  ['answer', `{"type":"answer","to":"p","room":"r","sdp":"${SDP}"}`],
  ['candidate', `{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"${CANDIDATE}"}}`],
  [
    'candidate with every field',
    `{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"${CANDIDATE}","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"abcd"}}`,
  ],
  [
    'candidate with nulls',
    `{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"","sdpMid":null,"sdpMLineIndex":null,"usernameFragment":null}}`,
  ],
  ['update', '{"type":"update","room":"r","name":"Ada","sharing":true}'],
  ['leave', '{"type":"leave","room":"r"}'],
  ['host locks', '{"type":"host","room":"r","action":"lock"}'],
  ['host removes', '{"type":"host","room":"r","action":"remove","to":"p"}'],
  ['host with a new key', '{"type":"host","room":"r","action":"key","key":"k"}'],
  [
    'host restores',
    '{"type":"host","room":"r","action":"restore","locked":true,"waitingRoom":false,"members":["p"],"bans":["i:q","p:c2E"]}',
  ],
];

export const BAD_CLIENT_MESSAGES: Table = [
  ['nothing', ''],
  ['no JSON', 'hello'],
  ['HTML', '<!doctype html><title>502</title>'],
  ['half a message', '{"type":"join","room":"r"'],
  ['two messages', '{"type":"leave","room":"r"}{"type":"leave","room":"r"}'],
  ['a trailing comma', '{"type":"leave","room":"r",}'],
  ['null', 'null'],
  ['a number', '1'],
  ['an array', '[]'],
  ['an empty object', '{}'],
  ['an unknown type', '{"type":"shout","room":"r"}'],
  ['a type of the server', '{"type":"peer-left","id":"p"}'],
  ['a type that is no string', '{"type":["join"],"room":"r","id":"p"}'],
  ['a type from the prototype', '{"type":"__proto__"}'],
  ['join without a room', '{"type":"join","id":"p"}'],
  ['join without an id', '{"type":"join","room":"r"}'],
  ['join with an empty room', '{"type":"join","room":"","id":"p"}'],
  ['join with a space in its room', '{"type":"join","room":"a b","id":"p"}'],
  ['join with a slash in its room', '{"type":"join","room":"../etc","id":"p"}'],
  ['join with an emoji for an id', '{"type":"join","room":"r","id":"🚀"}'],
  ['join with a line break after its id', '{"type":"join","room":"r","id":"p\\n"}'],
  ['join with an id of 10 kB', `{"type":"join","room":"r","id":"${'x'.repeat(10_000)}"}`],
  ['join with an id of 65 characters', `{"type":"join","room":"r","id":"${'x'.repeat(65)}"}`],
  ['join with a number for an id', '{"type":"join","room":"r","id":7}'],
  ['join with a name too long', `{"type":"join","room":"r","id":"p","name":"${'x'.repeat(257)}"}`],
  ['join with an empty key', '{"type":"join","room":"r","id":"p","auth":""}'],
  ['join with a key too long', `{"type":"join","room":"r","id":"p","auth":"${'x'.repeat(129)}"}`],
  ['join with a wrong kind of resume', '{"type":"join","room":"r","id":"p","session":"s","resume":"yes"}'],
  ['join with a version below zero', '{"type":"join","room":"r","id":"p","v":-1}'],
  ['offer without a receiver', '{"type":"offer","room":"r","sdp":"x"}'],
  ['offer without a room', '{"type":"offer","to":"p","sdp":"x"}'],
  ['offer without an sdp', '{"type":"offer","to":"p","room":"r"}'],
  ['offer with an empty sdp', '{"type":"offer","to":"p","room":"r","sdp":""}'],
  [
    'offer with an object for an sdp',
    '{"type":"offer","to":"p","room":"r","sdp":{"type":"offer","sdp":"x"}}',
  ],
  ['offer with an sdp too long', `{"type":"offer","to":"p","room":"r","sdp":"${'x'.repeat(61_441)}"}`],
  ['offer to several', '{"type":"offer","to":["p","q"],"room":"r","sdp":"x"}'],
  ['offer with half a number', '{"type":"offer","to":"p","room":"r","sdp":"x","n":1.5}'],
  ['answer with null for an sdp', '{"type":"answer","to":"p","room":"r","sdp":null}'],
  ['candidate without one', '{"type":"ice-candidate","to":"p","room":"r"}'],
  ['candidate of null', '{"type":"ice-candidate","to":"p","room":"r","candidate":null}'],
  ['candidate that is a string', `{"type":"ice-candidate","to":"p","room":"r","candidate":"${CANDIDATE}"}`],
  ['candidate without its line', '{"type":"ice-candidate","to":"p","room":"r","candidate":{"sdpMid":"0"}}'],
  [
    'candidate with a negative index',
    '{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"","sdpMLineIndex":-1}}',
  ],
  [
    'candidate too long',
    `{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"${'x'.repeat(4097)}"}}`,
  ],
  ['update with a name that is no string', '{"type":"update","room":"r","name":{}}'],
  ['update with a wrong kind of sharing', '{"type":"update","room":"r","sharing":1}'],
  ['leave without a room', '{"type":"leave"}'],
  ['join with an empty host key', '{"type":"join","room":"r","id":"p","host":""}'],
  ['join with a pass too long', `{"type":"join","room":"r","id":"p","pass":"${'x'.repeat(129)}"}`],
  ['host without an action', '{"type":"host","room":"r"}'],
  ['host with an unknown action', '{"type":"host","room":"r","action":"promote"}'],
  ['host who removes nobody', '{"type":"host","room":"r","action":"remove"}'],
  ['host who restores half', '{"type":"host","room":"r","action":"restore","locked":true}'],
  [
    'host who restores what is no ban',
    '{"type":"host","room":"r","action":"restore","locked":true,"waitingRoom":false,"members":[],"bans":["x"]}',
  ],
];

export const GOOD_SERVER_MESSAGES: Table = [
  ['joined of a bare server', '{"type":"joined","v":1,"id":"p","peers":[],"limit":15}'],
  [
    'joined with every field',
    '{"type":"joined","v":1,"id":"p","peers":[{"id":"q","name":"Ada","sharing":true}],"limit":15,"session":"s","resumeTtl":30000,"iceServers":[{"urls":["turn:t"],"username":"u","credential":"c"}],"features":["resume"]}',
  ],
  ['resumed', '{"type":"resumed","v":1,"id":"p","peers":[],"limit":15,"session":"s","resumeTtl":30000}'],
  [
    'joined with the state of the room',
    '{"type":"joined","v":1,"id":"p","peers":[],"limit":15,"locked":false,"waitingRoom":true,"host":null}',
  ],
  ['room-updated', '{"type":"room-updated","locked":true,"waitingRoom":false,"host":"p"}'],
  ['waiting', '{"type":"waiting","waitMs":600000}'],
  ['knock', '{"type":"knock","peer":{"id":"q","name":"Ada"}}'],
  ['knock-gone', '{"type":"knock-gone","id":"q"}'],
  ['banned', '{"type":"banned","bans":["i:q","p:c2E"]}'],
  ['peer-left, removed', '{"type":"peer-left","id":"q","reason":"removed"}'],
  ['peer-joined', '{"type":"peer-joined","peer":{"id":"q"}}'],
  ['peer-left', '{"type":"peer-left","id":"q"}'],
  ['peer-left with its reason', '{"type":"peer-left","id":"q","reason":"lost"}'],
  ['peer-updated', '{"type":"peer-updated","peer":{"id":"q","name":"","sharing":false}}'],
  ['ice-servers', '{"type":"ice-servers","iceServers":[{"urls":"turn:t","username":"u","credential":"c"}]}'],
  ['bye', '{"type":"bye","retryMs":1500}'],
  ['error', '{"type":"error","code":"room-full","ref":"join"}'],
  ['error about a receiver', '{"type":"error","code":"unknown-peer","ref":"offer","to":"q"}'],
  ['offer', `{"type":"offer","to":"p","room":"r","sdp":"${SDP}","from":"q"}`],
  ['answer', `{"type":"answer","to":"p","room":"r","sdp":"${SDP}","from":"q"}`],
  [
    'candidate',
    `{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"${CANDIDATE}"},"from":"q"}`,
  ],
];

export const BAD_SERVER_MESSAGES: Table = [
  ['HTML', '<html></html>'],
  ['an unknown type', '{"type":"hello"}'],
  ['joined without its peers', '{"type":"joined","v":1,"id":"p","limit":15}'],
  ['joined with a peer without an id', '{"type":"joined","v":1,"id":"p","peers":[{}],"limit":15}'],
  ['a relay without its sender', '{"type":"offer","to":"p","room":"r","sdp":"x"}'],
  ['a relay from nobody', '{"type":"offer","to":"p","room":"r","sdp":"x","from":""}'],
  ['an unknown error', '{"type":"error","code":"tea-time"}'],
  ['bye in the past', '{"type":"bye","retryMs":-1}'],
  ['room-updated without its host', '{"type":"room-updated","locked":true,"waitingRoom":false}'],
  ['knock of nobody', '{"type":"knock"}'],
  ['peer-left for no reason', '{"type":"peer-left","id":"q","reason":"bored"}'],
];
