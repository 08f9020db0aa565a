// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Starts Spark for a test. */
final class Sessions {

    private Sessions() {}

    static SparkSession start(String master, Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .master(master)
                .appName("test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "3");
        settings.forEach(builder::config);
        SparkSession session = builder.getOrCreate();
        session.sparkContext().setLogLevel("OFF");
        return session;
    }
}
