import { type Queryable, sql } from '../../platform/database';
import { siteName } from '../../registry';

/**
 * What the portal keeps of one person, for that person: readable, and by programs too. Names are French, as the
 * screens'; instants are ISO 8601. Source: RGPD, articles 15 and 20.
 */
export type OwnData = Readonly<Record<string, unknown>>;

/** The latest accesses given; a year of daily work is far fewer. */
const mostAccesses = 20_000;

export async function ownDataOf(
  db: Queryable,
  { accountId, email }: { accountId: string; email: string },
  now: Date,
): Promise<OwnData> {
  const list = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows;
  const [compte] = await list(sql`
    select email, civility as civilite, first_name as prenom, last_name as nom, phone as telephone,
      job_title as fonction, state as etat, created_at as cree_le, activated_at as active_le,
      last_sign_in_at as derniere_connexion, password_set_at as mot_de_passe_choisi_le
    from account where id = ${accountId}`);
  return {
    produit_le: now,
    compte,
    double_authentification: {
      application: await list(sql`
        select proved_at as depuis from totp_factor where account_id = ${accountId} and proved_at is not null`),
      cles_d_acces: await list(sql`
        select name as nom, added_at as ajoutee_le, last_used_at as utilisee_le
        from passkey where account_id = ${accountId} order by added_at`),
    },
    rattachements: await list(sql`
      select membership.siren, membership.siret, ${siteName} as etablissement, membership.role,
        membership.state as etat, membership.created_at as depuis, membership.ends_on as date_de_fin,
        membership.end_reason as motif_de_fin
      from membership join company on company.siren = membership.siren
      left join establishment on establishment.siret = membership.siret
      where membership.account_id = ${accountId} order by membership.created_at`),
    roles_d_agent: await list(sql`
      select role, granted_at as depuis from agent_role where account_id = ${accountId} order by granted_at`),
    demandes_de_compte: await list(sql`
      select siren, siret, role, granted_role as role_accorde, state as etat, civility as civilite,
        first_name as prenom, last_name as nom, job_title as fonction, phone as telephone, sent_at as envoyee_le,
        confirmed_at as confirmee_le, decided_at as decidee_le, case when state = 'refused' then reason end as motif
      from access_request where account_id = ${accountId} or email = ${email} order by sent_at`),
    invitations: await list(sql`
      select siren, siret, role, state as etat, sent_at as envoyee_le
      from invitation where email = ${email} order by sent_at`),
    reprises_d_administration: await list(sql`
      select siren, siret, reason as raison, state as etat, asked_at as demandee_le
      from takeover where account_id = ${accountId} order by asked_at`),
    mandats: await list(sql`
      select mandate.partner_siren as partenaire_siren, mandate.partner_siret as partenaire_siret, mandate.siren,
        mandate.siret, mandate.state as etat, mandate.starts_on as debut, mandate.ends_on as fin,
        mandate.asked_by = ${accountId} as demande_par_moi,
        exists (select from mandate_member as member join membership on membership.id = member.membership_id
          where member.mandate_id = mandate.id and membership.account_id = ${accountId}) as j_agis
      from mandate
      where mandate.asked_by = ${accountId} or mandate.accepted_by = ${accountId} or exists (
        select from mandate_member as member join membership on membership.id = member.membership_id
        where member.mandate_id = mandate.id and membership.account_id = ${accountId})
      order by mandate.asked_at`),
    coordonnees_bancaires_demandees: await list(sql`
      select siret, state as etat, asked_at as demandees_le from bank_change where asked_by = ${accountId}
      order by asked_at`),
    donnees_d_etablissement_modifiees: await list(sql`
      select place as lieu, section as rubrique, version, changed_at as modifiee_le
      from place_data where changed_by = ${accountId} order by changed_at`),
    revues_des_droits_faites: await list(sql`
      select siren, siret, done_at as faite_le, kept as gardes, ended as retires
      from rights_review where done_by = ${accountId} order by done_at`),
    notifications: await list(sql`
      select kind as sujet, siren, siret, choice as choix, chosen_at as choisi_le
      from notification_choice where account_id = ${accountId} order by chosen_at`),
    sessions_ouvertes: await list(sql`
      select created_at as ouverte_le, last_seen_at as vue_le, address as adresse_reseau, browser as navigateur
      from session where account_id = ${accountId} order by created_at`),
    emails_recus: await list(sql`
      select subject as sujet, created_at as ecrit_le from outgoing_mail where recipient = ${email}
      order by created_at`),
    journal: await list(sql`
      select at as le, action, outcome as resultat, address as adresse_reseau
      from access_log_entry where actor_id = ${accountId} order by id desc limit ${mostAccesses}`),
  };
}
