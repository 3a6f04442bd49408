import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { followOverlay } from '../bus/overlay-port.ts';
import { openOverlay } from '../ui/pointer/overlay.ts';

/** Drawn into the shared page by the worker, while its sharer wants that: see `bus/overlay`. */
export default defineUnlistedScript(() => {
  const overlay = openOverlay(document);
  followOverlay(overlay.hear, overlay.close);
});
