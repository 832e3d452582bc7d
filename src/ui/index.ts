export { assetUrl, loadAssets } from './assets';
export * from './form';
export {
  type Address,
  addressLine,
  companyLabel,
  formatDate,
  formatDateTime,
  formatPhone,
  formatSiren,
  formatSiret,
  siteLabel,
} from './format';
export { GAUGE_WORDS, Gauge, type GaugeState, type GaugeStep, Gauges, GaugeWord } from './gauge';
export { Icon, type IconName } from './icons';
export { AppPage, Document, type NavItem, PlainPage, PublicPage, renderDocument } from './layout';
export { type MailContent, mailHtml, mailText } from './mail-layout';
export { typo } from './typography';
