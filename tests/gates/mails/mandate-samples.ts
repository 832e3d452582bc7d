import { mandateAcceptedMail } from '../../../src/access/mails/mandate-accepted';
import { mandateAskedMail } from '../../../src/access/mails/mandate-asked';
import { mandateChangedMail } from '../../../src/access/mails/mandate-changed';
import { mandateEndedMail } from '../../../src/access/mails/mandate-ended';
import { mandateExpiredMail } from '../../../src/access/mails/mandate-expired';
import { mandateRefusedMail } from '../../../src/access/mails/mandate-refused';
import type { OutgoingMail } from '../../../src/platform/mail';

/** Of a mandate: asked, answered, changed, ended. */
export function mandateSamples(
  somebody: { readonly accountId: string; readonly email: string },
  place: readonly [string, string],
  publicUrl: string,
): readonly (readonly [circumstance: string, mail: OutgoingMail])[] {
  const mandate = {
    ...{ id: 'MANDATE', version: 1, publicUrl, startsOn: '2026-11-23', endsOn: null },
    partner: 'CABINET MORVAN – 99900040900014 – 12 rue du Pont Rouge, 90000 BELFORT',
    client: place,
    permissions: ['establishment.read', 'employees.read', 'employees.write', 'funding.read'],
    asker: 'Solène Morvan',
    askerEmail: 'solene.morvan@cabinet-morvan.example',
  };
  return [
    ['asked', mandateAskedMail(somebody, mandate)],
    ['accepted', mandateAcceptedMail(somebody, mandate)],
    ['changed', mandateChangedMail(somebody, { ...mandate, version: 3, endsOn: '2027-12-31' })],
    ['refused', mandateRefusedMail(somebody, mandate, 'Nous ne vous connaissons pas.')],
    ['60 days', mandateExpiredMail(somebody, mandate)],
    ['withdrawn by the client', mandateEndedMail(somebody, mandate, 'client', 'Nous changeons de cabinet.')],
    [
      'given up by the partner',
      mandateEndedMail(somebody, mandate, 'partner', 'Nous cessons notre activité.'),
    ],
    [
      'ended by the agents',
      mandateEndedMail(somebody, mandate, 'opco', 'Établissement inconnu à cette adresse.'),
    ],
    [
      'the partner is closed',
      mandateEndedMail(somebody, mandate, null, 'Le partenaire est fermé au répertoire Sirene'),
    ],
  ];
}
