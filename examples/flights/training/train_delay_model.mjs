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
  const model = learn(splits.train);
  const metrics = judge(model, splits);
  printImportance(model.importance);
  save(models, model, metrics);
}

/** Fits the training split. Importance is each feature's share of all weights, largest first. */
function learn(samples) {
  const scale = scaleOf(samples);
  const regression = new LinearRegression(
    samples.map(({ inputs }) => scale(inputs)),
    samples.map(({ delay }) => [delay]),
    { statistics: false },
  );
  const sizes = features.map((_, index) => Math.abs(regression.weights[index][0]));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const shares = features.map((name, index) => [name, sizes[index] / all]);
  return {
    predict: ({ inputs }) => regression.predict(scale(inputs))[0],
    importance: shares.sort(([, one], [, other]) => other - one),
    saved: { features, scale: scale.parameters, weights: regression.weights },
  };
}

/** Errors in minutes; the baseline says that today will be as yesterday was. */
function judge({ predict }, { train, validation, test }) {
  const metrics = {
    train_mae: meanAbsoluteError(train, predict),
    val_mae: meanAbsoluteError(validation, predict),
    test_mae: meanAbsoluteError(test, predict),
    baseline_mae: meanAbsoluteError(test, ({ previousDelay }) => previousDelay),
  };
  const improvement = 100 * (1 - metrics.test_mae / metrics.baseline_mae);
  printError("train", metrics.train_mae);
  printError("validation", metrics.val_mae);
  printError("test", metrics.test_mae);
  printError("test, yesterday's value", metrics.baseline_mae);
  console.log(`Improvement over yesterday's value: ${improvement.toFixed(1)}%`);
  return {
    ...metrics,
    improvement_pct: improvement,
    samples: train.length + validation.length + test.length,
    train_samples: train.length,
    val_samples: validation.length,
    test_samples: test.length,
  };
}

function save(folder, { importance, saved }, metrics) {
  const now = new Date().toISOString();
  const id = `delay_model_${now.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "_")}`;
  const about = { model_id: id, trained_at: now, features, feature_importance: Object.fromEntries(importance) };
  mkdirSync(folder, { recursive: true });
  writeJson(join(folder, `${id}.json`), saved);
  writeJson(join(folder, `${id}_metadata.json`), { ...about, ...metrics });
  console.log(`\nModel: ${join(folder, `${id}.json`)}`);
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

function meanAbsoluteError(samples, predict) {
  return average(samples.map((sample) => Math.abs(sample.delay - predict(sample))));
}

function printError(split, value) {
  console.log(`\n${split}\n  MAE (Mean Absolute Error):     ${value.toFixed(2)} minutes`);
}

function printImportance(importance) {
  console.log("\nMost important features:");
  for (const [name, share] of importance.slice(0, 10)) {
    const percent = `${(100 * share).toFixed(1).padStart(5)}%`;
    console.log(`  ${name.padEnd(28)}${percent} ${"█".repeat(Math.round(40 * share))}`);
  }
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
