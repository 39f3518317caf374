/** Style sheets are imported for their effect; the bundler puts them beside the script. */
declare module "*.css";

/** Icons are imported as their text. */
declare module "*.svg" {
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- what the bundler makes of a file is a default export
  export default text;
}
