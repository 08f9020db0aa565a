// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;

/**
 * One ONNX file, open: numbers in, numbers out. The only class that knows the runtime, whose native library is loaded by
 * the first file; it runs on one thread, so that the same file gives the same numbers.
 */
final class OnnxSession implements AutoCloseable {

    private static final Set<OnnxJavaType> REAL = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE);
    private static final Set<OnnxJavaType> WHOLE = Set.of(OnnxJavaType.INT32, OnnxJavaType.INT64);

    private final String source;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final TensorInfo inputInfo;
    private final String output;
    private final TensorInfo outputInfo;

    private OnnxSession(String source, OrtEnvironment environment, OrtSession session, Optional<String> wanted)
            throws OrtException {
        this.source = source;
        this.environment = environment;
        this.session = session;
        Map<String, NodeInfo> inputs = session.getInputInfo();
        if (inputs.size() != 1) {
            throw BadInputException.in(
                    source,
                    "found " + inputs.size() + " inputs " + inputs.keySet() + ", expected one that takes the context");
        }
        NodeInfo in = inputs.values().iterator().next();
        this.input = in.getName();
        this.inputInfo = tensor(source, "input", in, true);
        NodeInfo out = output(source, session.getOutputInfo(), wanted);
        this.output = out.getName();
        this.outputInfo = tensor(source, "output", out, false);
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @param wanted name of the output to read; empty when there is one only
     * @throws BadInputException when it is no such file, or not one input and one output of numbers
     */
    static OnnxSession open(InputBytes file, Optional<String> wanted) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            OrtSession session =
                    environment.createSession(file.asFile().toAbsolutePath().toString(), options);
            try {
                return new OnnxSession(file.name(), environment, session, wanted);
            } catch (OrtException | BadInputException refused) {
                session.close();
                throw refused;
            }
        } catch (OrtException failed) {
            throw BadInputException.in(file.name(), "this is no ONNX file that can be run: " + failed.getMessage());
        }
    }

    private static NodeInfo output(String source, Map<String, NodeInfo> outputs, Optional<String> wanted) {
        if (wanted.isEmpty() && outputs.size() == 1) {
            return outputs.values().iterator().next();
        }
        NodeInfo named = wanted.map(outputs::get).orElse(null);
        if (named == null) {
            throw BadInputException.in(
                    source,
                    "found the outputs " + outputs.keySet() + ", expected "
                            + wanted.map(name -> "one of the name " + name).orElse("one, or the name of one of them"));
        }
        return named;
    }

    private static TensorInfo tensor(String source, String what, NodeInfo node, boolean codes) {
        boolean fits = node.getInfo() instanceof TensorInfo info
                && (REAL.contains(info.type) || (codes && WHOLE.contains(info.type)));
        if (!fits) {
            String found = node.getInfo() instanceof TensorInfo info
                    ? "elements of type " + info.type
                    : node.getInfo().getClass().getSimpleName();
            throw BadInputException.in(
                    source,
                    what + " " + node.getName() + ": found " + found + ", expected a tensor of float"
                            + (codes ? ", double, int32 or int64" : " or double"));
        }
        return (TensorInfo) node.getInfo();
    }

    /** Name of the input. */
    String input() {
        return input;
    }

    /** Shape of the input as declared, -1 for what is open. */
    long[] inputShape() {
        return inputInfo.getShape();
    }

    /** Whether the input takes integers. */
    boolean takesIntegers() {
        return WHOLE.contains(inputInfo.type);
    }

    /** Name of the output. */
    String output() {
        return output;
    }

    /** Shape of the output as declared, -1 for what is open. */
    long[] outputShape() {
        return outputInfo.getShape();
    }

    /** The outputs for inputs, each laid out flat, as many at once as the layout allows. */
    double[][] run(ContextLayout layout, double[][] contexts) {
        List<double[]> out = new ArrayList<>();
        int block = layout.block(contexts.length);
        for (int from = 0; from < contexts.length; from += block) {
            int count = Math.min(block, contexts.length - from);
            double[] flat = run(layout, contexts, from, count, block);
            if (flat.length == 0 || flat.length % block != 0) {
                throw BadInputException.in(
                        source,
                        "output " + output + " has " + flat.length + " numbers for " + block
                                + " contexts, expected as many for each");
            }
            int each = flat.length / block;
            for (int c = 0; c < count; c++) {
                out.add(java.util.Arrays.copyOfRange(flat, c * each, (c + 1) * each));
            }
        }
        return out.toArray(double[][]::new);
    }

    /** A block of contexts, filled up with the last one. */
    private double[] run(ContextLayout layout, double[][] contexts, int from, int count, int block) {
        int size = contexts[from].length;
        double[] flat = new double[size * block];
        for (int c = 0; c < block; c++) {
            System.arraycopy(contexts[from + Math.min(c, count - 1)], 0, flat, c * size, size);
        }
        try (OnnxTensor tensor = filled(flat, layout.shape(block));
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
            return numbers(result.get(0));
        } catch (OrtException failed) {
            throw BadInputException.in(
                    source,
                    "the network fails on an input of shape " + ContextLayout.text(layout.shape(block)) + ": "
                            + failed.getMessage());
        }
    }

    private OnnxTensor filled(double[] flat, long[] shape) throws OrtException {
        switch (inputInfo.type) {
            case FLOAT -> {
                FloatBuffer buffer = FloatBuffer.allocate(flat.length);
                for (double value : flat) {
                    buffer.put((float) value);
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case INT32 -> {
                IntBuffer buffer = IntBuffer.allocate(flat.length);
                for (double value : flat) {
                    buffer.put((int) value);
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case INT64 -> {
                LongBuffer buffer = LongBuffer.allocate(flat.length);
                for (double value : flat) {
                    buffer.put((long) value);
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            default -> {
                return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(flat), shape);
            }
        }
    }

    private static double[] numbers(OnnxValue value) {
        OnnxTensor tensor = (OnnxTensor) value;
        if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
            DoubleBuffer buffer = tensor.getDoubleBuffer();
            double[] out = new double[buffer.remaining()];
            buffer.get(out);
            return out;
        }
        FloatBuffer buffer = tensor.getFloatBuffer();
        double[] out = new double[buffer.remaining()];
        for (int i = 0; i < out.length; i++) {
            out[i] = buffer.get(i);
        }
        return out;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
