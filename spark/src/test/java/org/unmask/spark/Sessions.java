// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Spark for tests. A process has one Spark at a time, and starting it is dear: tests share one where they can. */
final class Sessions {

    private Sessions() {}

    /**
     * The session that all tests share: two threads, and four attempts at each task. Nobody stops it, and every test makes
     * the settings that it needs.
     */
    static SparkSession shared() {
        return started("local[2,4]", Map.of("spark.sql.files.openCostInBytes", "100"));
    }

    /** A session for one test, which stops it; the shared one ends here. */
    static SparkSession alone(String master, Map<String, String> settings) {
        if (SparkSession.getDefaultSession().isDefined()) {
            SparkSession.getDefaultSession().get().stop();
        }
        return started(master, settings);
    }

    private static SparkSession started(String master, Map<String, String> settings) {
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
