import { ButtonLink, formatDate, Line, typo } from '../../ui';
import type { Home } from '../queries/home';

interface ReviewsProps {
  readonly reviews: Home['reviews'];
  readonly now: Date;
}

/** The yearly reviews of rights to do: the first ones by name, the others counted. */
export const Reviews = ({ reviews: { first, count }, now }: ReviewsProps) => (
  <>
    {first.map(({ id, siren, siret, name, town, dueAt }) => (
      <Line
        key={id}
        icon="users"
        waiting
        title="Revoir les droits"
        details={[
          <>
            {[name, town].filter(Boolean).join(', ')},{' '}
            <span class="insecable">{siret === null ? `SIREN ${siren}` : `SIRET ${siret}`}</span>
            {siret === null && typo(", toute l'entreprise")}
          </>,
          typo(
            dueAt < now
              ? `En retard : à faire avant le ${formatDate(dueAt)}`
              : `Une fois par an, à faire avant le ${formatDate(dueAt)}`,
          ),
        ]}
        action={
          <ButtonLink
            href={`${siret === null ? `/entreprises/${siren}` : `/etablissements/${siret}`}/utilisateurs/revue`}
            variant="trait"
            hiddenText={`: ${name}, ${siret ?? siren}`}
          >
            Revoir
          </ButtonLink>
        }
      />
    ))}
    {count > first.length && (
      <Line
        icon="users"
        waiting
        title={count - first.length === 1 ? '1 autre revue' : `${count - first.length} autres revues`}
        details={[typo("Elles s'affichent ici à mesure que vous faites les premières.")]}
      />
    )}
  </>
);
