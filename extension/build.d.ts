/** Origin of the signaling service that this build was made for. Set by build.config.ts. */
declare const __SERVER_ORIGIN__: string;
/** Id of the extension in Chrome. Set by build.config.ts. */
declare const __EXTENSION_ID__: string;
/** Of Porthole, as in package.json. Set by build.config.ts. */
declare const __VERSION__: string;
