/*
 * Stands in for the package that mediabunny's types refer to, which gives every track of the DOM a type of its own kind
 * and knows another Chromium: what we use of it stands in extension/rtc/media-stream-track-processor.d.ts.
 */
