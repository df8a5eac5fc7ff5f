import shared from "../../../../src/desireline/base/locales/hu.json";
import type { Texts } from "../words";
import { together } from "./together";

export default together(shared, import.meta.glob<Texts>("../../words/hu/*.json", { eager: true, import: "default" }));
