import { jwtVerify } from 'jose';

/** Who may create rooms, where that is not everyone. */
export interface Access {
  /** @param token what the client brought along, if anything */
  permits(token: string | undefined): Promise<boolean>;
}

/**
 * Admits the bearers of a JSON Web Token signed with the secret (HS256) that has not expired.
 * @param secret shared with whoever issues the tokens
 */
export function createAccess(secret: string): Access {
  const key = new TextEncoder().encode(secret);
  return {
    async permits(token) {
      if (token === undefined) return false;
      try {
        await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['exp'] });
        return true;
      } catch {
        return false;
      }
    },
  };
}
