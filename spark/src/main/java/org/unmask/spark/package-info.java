// SPDX-License-Identifier: Apache-2.0
/**
 * Fits, and other work, beyond one machine, on Apache Spark. {@link org.unmask.spark.SparkEngine} is the door that the command line knocks
 * at. Data become numbered parts that do not depend on how many work: ranges of bytes of texts
 * ({@link org.unmask.spark.TextParts}), blocks of rows or whole sequences of tables ({@link org.unmask.spark.TableParts}).
 * Counts of parts add up exactly; sums of real numbers are put together in the order of the parts, so neither partitions
 * nor tasks that fail and run again change an answer. {@link org.unmask.spark.SparkWorkers} does pieces of work that need no
 * data, such as the cells of an atlas. What core computes of one part is core's own work: here is only
 * who does which.
 */
@NullMarked
package org.unmask.spark;

import org.jspecify.annotations.NullMarked;
