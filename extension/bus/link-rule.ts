import { browser, type Browser } from 'wxt/browser';
import { readSettings } from './stores.ts';
import { mayActOn } from './permissions.ts';
import { serverOrigin } from './server.ts';

const RULE_ID = 1;

/**
 * Brings the redirect rule in line with the settings: room links of one's own server open in the viewer page without
 * the web page in between. Without the host permission Chrome takes the rule and silently does nothing, so it is
 * asked for first, and looked at here.
 */
export async function syncLinkRule(): Promise<void> {
  const settings = await readSettings();
  const origin = serverOrigin(settings);
  const active = settings.openLinks && (await mayActOn(origin));
  await browser.declarativeNetRequest.updateDynamicRules({
    removeRuleIds: [RULE_ID],
    addRules: active ? [redirectRule(origin)] : [],
  });
}

function redirectRule(origin: string): Browser.declarativeNetRequest.Rule {
  return {
    id: RULE_ID,
    action: {
      type: 'redirect',
      redirect: { regexSubstitution: browser.runtime.getURL('/viewer.html') + '?link=\\0' },
    },
    condition: {
      // No count after the class: a compiled filter may take 2 KB at most. The page checks the id.
      regexFilter: `^${origin.replaceAll(/[.[\]]/g, String.raw`\$&`)}/r/[A-Za-z0-9_-]+`,
      resourceTypes: ['main_frame'],
    },
  };
}
