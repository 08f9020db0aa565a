// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import org.unmask.io.data.DataFormat;
import org.unmask.io.engine.FitEngine;

/** Fits to tables. */
final class TableFit {

    private TableFit() {}

    static FitEngine.Answer of(SparkSession session, FitEngine.Job job, DataFormat format, List<FileStatus> files) {
        throw new IllegalArgumentException("tables cannot be read on Spark yet");
    }
}
