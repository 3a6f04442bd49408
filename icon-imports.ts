import type { Plugin } from 'vite';

/**
 * Takes each icon from its own file. `lucide-react` itself imports all of them: what a page begins with could not be told
 * from what it may need later (page-chunks.ts), and the viewer page began with every icon of the whole product.
 */
export function directIcons(): Plugin {
  return {
    name: 'porthole:direct-icons',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      return id.endsWith('.tsx') ? { code: withDirectIcons(code), map: null } : null;
    },
  };
}

/** @param code as it is written: `import { Mic, type LucideIcon } from 'lucide-react'`, on one line or several */
export function withDirectIcons(code: string): string {
  return code.replaceAll(/^import \{([^}]+)\} from 'lucide-react';/gm, (whole, list: string) => {
    const names = list.split(',').map((name) => name.trim());
    const icons = names.filter((name) => name !== '' && !name.startsWith('type '));
    const imports = icons.map((name) => `import ${name} from 'lucide-react/icons/${fileOf(name)}';`);
    // As many lines as before, for the source maps.
    return imports.join(' ') + '\n'.repeat(whole.split('\n').length - 1);
  });
}

/** `PictureInPicture2` is in `picture-in-picture-2`. */
function fileOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z\d])/g, '-').toLowerCase();
}
