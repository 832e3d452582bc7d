import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Card,
  ErrorSummary,
  Facts,
  Field,
  Select,
  Steps,
  typo,
} from '../../../ui';
import { frameOf } from '../../navigation';
import { type Refused, RefusedNote } from '../../pages/refused-note';
import type { Place } from '../../place';
import type { PartnerPlace } from '../queries/my-mandates';
import { GivenFields, mandatesPath } from './parts';

export const askPath = `${mandatesPath}/demander`;

export interface ClientFound extends Place {
  /** SIRET, or SIREN of the whole company. */
  readonly number: string;
}

interface AskPageProps {
  readonly person: Person;
  readonly places: readonly PartnerPlace[];
  /** Null: to be named first. */
  readonly client: ClientFound | null;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly refusal: Refused | null;
}

/** /mandats/demander: names the client, then says what is asked of it. */
export function AskMandatePage(props: AskPageProps) {
  const { person, client, errors, refusal } = props;
  return (
    <AppPage
      title="Demander un mandat"
      error={Object.keys(errors).length > 0 || refusal !== null}
      {...frameOf(person, '/mes-etablissements')}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href={mandatesPath} icon="arrow-left">
            Mandats
          </ButtonLink>
        </p>
        <RefusedNote refusal={refusal} />
        <div class="tetiere">
          <div>
            <h1>Demander un mandat</h1>
            <p>
              {typo(
                'Agissez pour un client : un administrateur, chez lui, vous donne des droits et peut les reprendre.',
              )}
            </p>
          </div>
        </div>
        <ErrorSummary errors={errors} />
        <div class="deux">
          <div class="pile-5">
            {client ? <WhatIsAsked {...props} client={client} /> : <WhichClient {...props} />}
          </div>
          <section class="pile" aria-labelledby="t-suite">
            <h2 id="t-suite">{typo('Ce qui se passe ensuite')}</h2>
            <Steps
              steps={[
                {
                  title: 'Votre client est prévenu',
                  text: "Ses administrateurs reçoivent votre demande par email, avec votre nom. S'il n'en a pas encore, elle les attend soixante jours.",
                },
                {
                  title: 'Il accepte ou refuse',
                  text: "Il peut donner moins de droits, ou changer les dates. D'ici là, vous n'avez accès à rien.",
                },
                {
                  title: 'Vous agissez pour lui',
                  text: 'Vous désignez qui, chez vous, agit pour ce client. Il le voit, et peut retirer le mandat à tout moment.',
                },
              ]}
            />
          </section>
        </div>
      </div>
    </AppPage>
  );
}

const WhichClient = ({ typed, errors }: AskPageProps) => (
  <form class="carte pile-5" action={askPath} method="get" novalidate>
    <Field
      name="client"
      label="Numéro de votre client"
      hint="Le SIRET de son établissement (14 chiffres), ou le SIREN de son entreprise (9 chiffres) pour tous ses établissements."
      required
      inputmode="numeric"
      autocomplete="off"
      value={typed.client}
      errors={errors}
    />
    <div class="boutons">
      <Button variant="plein">Continuer</Button>
    </div>
  </form>
);

function WhatIsAsked({ places, client, typed, errors }: AskPageProps & { readonly client: ClientFound }) {
  const [only, ...others] = places;
  return (
    <>
      <Card
        id="t-client"
        title="Votre client"
        aside={
          <a class="lien" href={askPath}>
            modifier
          </a>
        }
      >
        <Facts
          items={[
            ['Nom', client.name],
            [client.siret ? 'SIRET' : 'SIREN', client.number],
            ['Adresse', client.siret && client.detail],
            ['Portée', client.siret === null && typo('toute l’entreprise, tous ses établissements')],
          ]}
        />
      </Card>
      <form class="carte pile-5" action={askPath} method="post" aria-labelledby="t-droits" novalidate>
        <h2 id="t-droits">{typo('Ce que vous demandez')}</h2>
        <input type="hidden" name="client" value={client.number} />
        {others.length === 0 ? (
          <input type="hidden" name="partenaire" value={only?.number} />
        ) : (
          <Select
            name="partenaire"
            label="Au nom de"
            width="large"
            required
            options={places.map(({ number, label }) => ({ value: number, label }))}
            value={typed.partenaire ?? only?.number}
            errors={errors}
          />
        )}
        <GivenFields typed={typed} errors={errors} />
        <div class="boutons">
          <Button variant="plein">Envoyer ma demande</Button>
        </div>
      </form>
    </>
  );
}
