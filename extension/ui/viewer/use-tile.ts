import { useEffect, useState, type RefObject } from 'react';
import type { Size } from '../../core/encoding.ts';

/** Device px that an element takes on the page; null before they are known. */
export function useTile(ref: RefObject<HTMLElement | null>): Size | null {
  const [tile, setTile] = useState<Size | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setTile(sizeOf(element)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return tile;
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): Size {
  return {
    width: Math.round(clientWidth * devicePixelRatio),
    height: Math.round(clientHeight * devicePixelRatio),
  };
}
