import { Uploader } from "./model/uploading";

/** The browser's one upload: it goes on while people look at other pages. */
export const uploader = new Uploader();
