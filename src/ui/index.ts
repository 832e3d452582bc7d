export { assetUrl, loadAssets } from './assets';
export { Card } from './card';
export { type Choice, Decisions } from './decision';
export { type Fact, Facts } from './facts';
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
export { Line, Lines } from './lists';
export { type MailContent, mailHtml, mailText } from './mail-layout';
export { Note } from './note';
export { Pagination } from './pagination';
export { refusalPage } from './refusal-page';
export { Status, type StatusKind } from './status';
export { type Step, Steps } from './steps';
export { type Column, Table } from './table';
export { ofName, typo } from './typography';
