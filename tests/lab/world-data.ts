// What each site of the world says of itself: a contact, and bank details.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { createSeal } from '../../src/platform/seal';
import { secretKey } from './product';

export interface SiteData {
  /** A word of its contact, whom everybody attached there reads. */
  readonly contact: string;
  /** Bank details: their id, their holder and their IBAN, which administrators and accountants read. */
  readonly bank: string;
  readonly holder: string;
  readonly iban: string;
}

/**
 * Others read these than what bears the site's mark: they bear words of their own, and nobody's name. The bank details
 * of the first company are in force, those of the others wait for the agents.
 */
export async function writeData(
  client: Client,
  { siren, siret, mark }: { readonly siren: string; readonly siret: string; readonly mark: string },
): Promise<SiteData> {
  const [contact, holder] = [`qcontact${mark.slice(2)}`, `qtitulaire${mark.slice(2)}`];
  const iban = `FR7630006000011234${siret.slice(-7)}89`;
  const [writer, settler] = [
    await nobodyKnown(client, 'redaction@partenaire.example'),
    await nobodyKnown(client, 'validation@partenaire.example'),
  ];
  const email = `${contact}@contact.example`;
  await client.query(
    `insert into place_data (place, section, version, content, changed_at, changed_by)
     values ($1, 'contact-formation', 1, $2, now(), $3)`,
    [siret, { nom: contact, prenom: 'A', fonction: contact, email, telephone: '+33199001234' }, writer],
  );
  const bank = randomUUID();
  const sealed = createSeal(Buffer.from(secretKey, 'hex')).close(
    Buffer.from(JSON.stringify({ iban, bic: 'AGRIFRPP', holder })),
    `bank-change ${bank}`,
  );
  const settled = siren === '424210433';
  await client.query(
    `insert into bank_change (id, siren, siret, sealed, state, asked_at, asked_by, settled_at, settled_by)
     values ($1, $2, $3, $4, $5, now(), $6, case when $7::boolean then now() end, case when $7 then $8::uuid end)`,
    [bank, siren, siret, sealed, settled ? 'in_force' : 'pending', writer, settled, settler],
  );
  return { contact, bank, holder, iban };
}

async function nobodyKnown(client: Client, email: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into account (email, state, first_name, last_name, password_hash, created_at)
     values ($1, 'active', 'Solène', 'Morvan', 'unusable', now())
     on conflict (email) where state <> 'closed' do update set email = excluded.email returning id`,
    [email],
  );
  return rows[0]?.id ?? '';
}
