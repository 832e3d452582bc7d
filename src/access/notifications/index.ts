export { chooseNotifications } from './choose-notifications';
export { digestHour, notificationChores } from './digest';
export {
  choicesOf,
  fieldOf,
  type NotificationChoice,
  type NotificationKind,
  type NotificationOffer,
  notificationOffers,
} from './kinds';
export { chosenBy } from './store';
