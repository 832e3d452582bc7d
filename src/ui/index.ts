export { loadAssets } from './assets';
export { Card } from './card';
export { Decisions } from './decision';
export { drawOnce } from './draw-once';
export { Email, NameAndEmail } from './email';
export { type Fact, Facts } from './facts';
export { Figure, type Measure } from './figure';
export { FilterCount } from './filter-count';
export * from './form';
export {
  companyLabel,
  formatDate,
  formatDateTime,
  formatPhone,
  formatTime,
  siteLabel,
} from './format';
export { Gauge, type GaugeState, Gauges } from './gauge';
export { Icon, type IconName } from './icons';
export { AppPage, type NavItem, PlainPage, PublicPage, renderDocument } from './layout';
export { Line, Lines } from './lists';
export type { MailContent } from './mail-layout';
export { Note } from './note';
export { Pagination } from './pagination';
export { PasskeyForm } from './passkey';
export { QrCode } from './qr-code';
export { refusalPage } from './refusal-page';
export { Status, type StatusKind } from './status';
export { Steps } from './steps';
export { Table } from './table';
export { ofName, typo } from './typography';
export { writeMail } from './write-mail';
