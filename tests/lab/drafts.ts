import { sql } from '../../src/platform/database';
import { hashOfSecret, newSecret } from '../../src/platform/links';
import { fillRequest } from './journey';
import { addressOf, type Town } from './town';
import { Visitor } from './visitor';

const model = 'modele@brouillons.example';

/** Fills one draft by the screens, for the others to be copied from. */
export async function fillModel({ product }: Town): Promise<void> {
  const visitor = new Visitor(product.origin, addressOf(29, 0));
  await fillRequest(visitor, model);
  visitor.leave();
}

/** A draft filled like the model, of this address; its cookie goes to the visitor. */
export async function giveDraft({ db }: Town, visitor: Visitor, email: string): Promise<void> {
  const secret = newSecret();
  await sql`
    insert into access_request_draft (token_hash, typed, visited, attempted, updated_at, expires_at)
    select ${hashOfSecret(secret)}, typed || ${JSON.stringify({ email })}::jsonb, visited, attempted, updated_at,
      expires_at
    from access_request_draft where typed->>'email' = ${model}`.execute(db);
  visitor.setCookie('mc2i-demande', secret);
}
