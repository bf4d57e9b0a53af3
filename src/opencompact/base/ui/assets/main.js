// Everything works without this script; it adds counts, a "show" button, focus and a folding menu.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import "./passkeys.js";

const components = [
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of components) {
  createAll(component, undefined, { onError: () => undefined });
}
