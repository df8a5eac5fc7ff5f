import shared from "../../../../src/desireline/base/locales/en.json";
import type { Texts } from "../words";
import { together } from "./together";

export default together(shared, import.meta.glob<Texts>("../../words/en/*.json", { eager: true, import: "default" }));
