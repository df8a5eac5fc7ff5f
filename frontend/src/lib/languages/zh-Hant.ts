import shared from "../../../../src/desireline/base/locales/zh-Hant.json";
import type { Texts } from "../words";
import { together } from "./together";

export default together(shared, import.meta.glob<Texts>("../../words/zh-Hant/*.json", { eager: true, import: "default" }));
