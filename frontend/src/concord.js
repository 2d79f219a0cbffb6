// Everything works without this script. It adds the small comforts of GOV.UK Frontend.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { keepForms } from "./keeping.js";
import { tellOfPrints } from "./printing.js";
import { revealChosen } from "./reveal.js";
import { watchSession } from "./session.js";
import { askWhom } from "./whom.js";

const components = [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
];
for (const component of components) createAll(component);
// A second press within a second is a slip of the hand, not a second wish.
createAll(Button, { preventDoubleClick: true });
revealChosen();
tellOfPrints();
askWhom();
keepForms(watchSession());
