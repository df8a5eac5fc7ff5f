import shared from "../../../../src/desireline/base/locales/ru.json";
import type { Texts } from "../words";
import { together } from "./together";

export default together(shared, import.meta.glob<Texts>("../../words/ru/*.json", { eager: true, import: "default" }));
