/** Version of the wire protocol spoken by this code. */
export const PROTOCOL_VERSION = 1;

/** Members of one room, the sharer included: a mesh of 15 is what one upstream carries. */
export const ROOM_LIMIT = 15;

/** Largest message in bytes. An SDP with every codec is about 8 KB. */
export const MESSAGE_BYTES = 64 * 1024;

/** Largest `sdp` in UTF-16 code units; leaves room for the envelope within {@link MESSAGE_BYTES}. */
export const SDP_LENGTH = 60 * 1024;

/** Largest `text` of a chat message in UTF-16 code units; leaves room for the envelope within {@link MESSAGE_BYTES}. */
export const CHAT_LENGTH = 60 * 1024;

/** Largest `candidate.candidate` in UTF-16 code units. */
export const CANDIDATE_LENGTH = 4096;

/** Largest room and peer id in characters. */
export const ID_LENGTH = 64;

/** Room and peer ids: what a URL path carries without escaping. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/** Largest display name in UTF-16 code units, wide enough for a sealed one. */
export const NAME_LENGTH = 256;

/** Largest room verifier (`auth`) in characters. */
export const AUTH_LENGTH = 128;

/** Largest session or access token in characters. */
export const TOKEN_LENGTH = 4096;

/** Clients that may wait at one time to be let into a room. */
export const WAITING_LIMIT = 15;

/** How long a client may wait to be let in, in ms. */
export const WAITING_MS = 10 * 60_000;

/** Bans that a room keeps; the oldest goes first. */
export const BAN_LIMIT = 256;

/** How long a client may stay connected without joining, in ms. */
export const JOIN_DEADLINE_MS = 5000;

/** How long a lost socket's place is kept, in ms. */
export const RESUME_TTL_MS = 30_000;
