import type { GalleryState } from './states.tsx';

export const PAGE_STATES: readonly GalleryState[] = [];
