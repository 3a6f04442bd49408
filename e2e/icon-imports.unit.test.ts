import { expect, test } from 'vitest';
import { withDirectIcons } from '../icon-imports.ts';

test('icons come from their own files, on as many lines', () => {
  const code = `import { Mic, PictureInPicture2,\n  type LucideIcon } from 'lucide-react';\nimport { x } from './x.ts';\n`;
  expect(withDirectIcons(code)).toBe(
    "import Mic from 'lucide-react/icons/mic'; import PictureInPicture2 from 'lucide-react/icons/picture-in-picture-2';\n" +
      "\nimport { x } from './x.ts';\n",
  );
});

test('types alone stay as they are not there at run time', () => {
  const code = "import type { LucideIcon } from 'lucide-react';\n";
  expect(withDirectIcons(code)).toBe(code);
});
