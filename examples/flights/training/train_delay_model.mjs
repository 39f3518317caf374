// Learns an airport's average delay of a day from the days before it, and says whether that beats taking yesterday's value.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import LinearRegression from "ml-regression-multivariate-linear";
import { folders } from "../jobs/folders.mjs";
import { features, readSamples } from "./samples.mjs";

try {
  await train();
} catch (failure) {
  process.stderr.write(`Nothing was trained: ${failure.message.split("\n")[0]}\n`);
  process.exitCode = 1;
}

async function train() {
  const { data, models } = folders();
  const splits = await readSamples(data);
  for (const [split, samples] of Object.entries(splits)) {
    if (samples.length === 0)
      throw new Error(`no day of the ${split} split has its whole history; run the backfills of its dates first`);
    console.log(`${split}: ${samples.length} samples`);
  }

  const scale = scaleOf(splits.train);
  const model = new LinearRegression(
    splits.train.map(({ inputs }) => scale(inputs)),
    splits.train.map(({ delay }) => [delay]),
    { statistics: false },
  );
  const predict = ({ inputs }) => model.predict(scale(inputs))[0];

  const errors = Object.fromEntries(
    Object.entries(splits).map(([split, samples]) => [split, meanAbsoluteError(samples, predict)]),
  );
  const baseline = meanAbsoluteError(splits.test, ({ previousDelay }) => previousDelay);
  for (const [split, value] of Object.entries(errors)) printError(split, value);
  printError("test, yesterday's value", baseline);
  const improvement = 100 * (1 - errors.test / baseline);
  console.log(`Improvement over yesterday's value: ${improvement.toFixed(1)}%`);

  const importance = importanceOf(model);
  console.log("\nMost important features:");
  for (const [name, share] of importance.slice(0, 10)) console.log(importanceLine(name, share));

  const id = `delay_model_${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "_")}`;
  const metadata = {
    model_id: id,
    trained_at: new Date().toISOString(),
    train_mae: errors.train,
    val_mae: errors.validation,
    test_mae: errors.test,
    baseline_mae: baseline,
    improvement_pct: improvement,
    features,
    feature_importance: Object.fromEntries(importance),
    samples: splits.train.length + splits.validation.length + splits.test.length,
    train_samples: splits.train.length,
    val_samples: splits.validation.length,
    test_samples: splits.test.length,
  };
  mkdirSync(models, { recursive: true });
  writeJson(join(models, `${id}.json`), { features, scale: scale.parameters, weights: model.weights });
  writeJson(join(models, `${id}_metadata.json`), metadata);
  console.log(`\nModel: ${join(models, `${id}.json`)}`);
}

/**
 * Brings each feature to mean 0 and deviation 1, by the training split alone, so that weights can be compared with each other.
 * The function carries its `parameters`, which the saved model needs as well.
 */
function scaleOf(samples) {
  const parameters = features.map((_, index) => {
    const values = samples.map(({ inputs }) => inputs[index]);
    const mean = average(values);
    return { mean, deviation: Math.sqrt(average(values.map((value) => (value - mean) ** 2))) || 1 };
  });
  const scale = (inputs) =>
    inputs.map((value, index) => (value - parameters[index].mean) / parameters[index].deviation);
  return Object.assign(scale, { parameters });
}

/** In minutes. */
function meanAbsoluteError(samples, predict) {
  return average(samples.map((sample) => Math.abs(sample.delay - predict(sample))));
}

/** Each feature's share of all weights, largest first; the last weight is the intercept. */
function importanceOf(model) {
  const sizes = model.weights.slice(0, features.length).map(([weight]) => Math.abs(weight));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return features.map((name, index) => [name, sizes[index] / all]).sort(([, one], [, other]) => other - one);
}

function printError(split, value) {
  console.log(`\n${split}\n  MAE (Mean Absolute Error):     ${value.toFixed(2)} minutes`);
}

function importanceLine(name, share) {
  return `  ${name.padEnd(28)}${(100 * share).toFixed(1).padStart(5)}% ${"█".repeat(Math.round(40 * share))}`;
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
