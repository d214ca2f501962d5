import fc from "fast-check";

/** One seed, one run: a rare counterexample must not come and go. `npm run drill` takes a new seed each time. */
fc.configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? 1) });

export default fc;
