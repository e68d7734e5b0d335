package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.*;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.FileTree;
import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.util.*;

/** Reads the graph of an ONNX file. */
public final class GraphReader {
    private GraphReader() {}

    public static Optional<Graph> read(String path, FileTree files, Diagnostics d) {
        try (var ch = files.open(path)) {
            ModelProto m = ModelProto.parseFrom(Channels.newInputStream(ch));
            GraphProto g = m.getGraph();
            Map<String, Tensor> c = new LinkedHashMap<>();
            g.getInitializerList().forEach(t -> c.put(t.getName(), tensor(t)));
            List<Graph.Port> in = new ArrayList<>(), out = new ArrayList<>();
            g.getInputList().forEach(v -> {
                if (!c.containsKey(v.getName())) in.add(port(v));
            });
            g.getOutputList().forEach(v -> out.add(port(v)));
            List<Operator> ops = new ArrayList<>();
            g.getNodeList().forEach(n -> {
                Map<String, Attribute> a = new LinkedHashMap<>();
                n.getAttributeList().forEach(x -> a.put(x.getName(), attr(x)));
                ops.add(new Operator(
                        n.getName(), n.getOpType(), n.getDomain(), n.getInputList(), n.getOutputList(), a));
            });
            Map<String, Long> sets = new HashMap<>();
            m.getOpsetImportList().forEach(o -> sets.put(o.getDomain(), o.getVersion()));
            return Optional.of(new Graph(g.getName(), Optional.empty(), in, out, c, ops, sets, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attribute attr(AttributeProto x) {
        switch (x.getType()) {
            case INT:
                return new Attribute.Whole(x.getI());
            case FLOAT:
                return new Attribute.Real(x.getF());
            case STRING:
                return new Attribute.Text(x.getS().toStringUtf8());
            case INTS:
                return new Attribute.Wholes(x.getIntsList());
            case FLOATS:
                return new Attribute.Reals(x.getFloatsList());
            case TENSOR:
                return new Attribute.OfTensor(tensor(x.getT()));
            default:
                return new Attribute.Other(x.getType().name());
        }
    }

    private static Graph.Port port(ValueInfoProto v) {
        TypeProto.Tensor t = v.getType().getTensorType();
        List<Dimension> s = new ArrayList<>();
        t.getShape()
                .getDimList()
                .forEach(x -> s.add(
                        x.hasDimValue()
                                ? new Dimension.Known(x.getDimValue())
                                : x.hasDimParam() ? new Dimension.Named(x.getDimParam()) : new Dimension.Unknown()));
        return new Graph.Port(v.getName(), type(t.getElemType()), Optional.of(s), Optional.empty());
    }

    private static ElementType type(int n) {
        return n == 1
                ? ElementType.FLOAT
                : n == 7
                        ? ElementType.INT64
                        : n == 6 ? ElementType.INT32 : n == 11 ? ElementType.DOUBLE : ElementType.BOOL;
    }

    public static Tensor tensor(TensorProto t) {
        int n = (int) (long) t.getDimsList().stream().reduce(1L, (a, b) -> a * b);
        ByteBuffer raw = t.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (t.getDataType() == 1) {
            float[] f = new float[n];
            for (int i = 0; i < n; i++) f[i] = raw.capacity() > 0 ? raw.getFloat(4 * i) : t.getFloatData(i);
            return Tensor.ofReals(t.getDimsList(), f);
        }
        long[] f = new long[n];
        for (int i = 0; i < n; i++) f[i] = raw.capacity() > 0 ? raw.getLong(8 * i) : t.getInt64Data(i);
        return Tensor.ofWholes(ElementType.INT64, t.getDimsList(), f);
    }
}
