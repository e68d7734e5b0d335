package io.github.nnc.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What PyTorch, Keras and ONNX call what has another name here, as far as it is not spelled almost alike. */
final class ForeignNames {

    static final Map<String, String> STATEMENTS = Map.ofEntries(
            Map.entry("average", "mean"),
            Map.entry("averagepooling2d", "avgpool"),
            Map.entry("batch_normalization", "batchnorm"),
            Map.entry("bmm", "matmul"),
            Map.entry("cat", "concat"),
            Map.entry("clamp", "clip"),
            Map.entry("expand_dims", "unsqueeze"),
            Map.entry("fc", "dense"),
            Map.entry("globalaveragepooling2d", "global_avgpool"),
            Map.entry("globalmaxpooling2d", "global_maxpool"),
            Map.entry("layer_normalization", "layernorm"),
            Map.entry("local_response_norm", "lrn"),
            Map.entry("maxpooling2d", "maxpool"),
            Map.entry("multi_head_attention", "attention"),
            Map.entry("multihead_attention", "attention"),
            Map.entry("multiheadattention", "attention"),
            Map.entry("multiply", "mul"),
            Map.entry("positional_encoding", "position"),
            Map.entry("power", "pow"),
            Map.entry("reduce_max", "max"),
            Map.entry("reduce_mean", "mean"),
            Map.entry("reduce_min", "min"),
            Map.entry("reduce_sum", "sum"),
            Map.entry("self_attention", "attention"),
            Map.entry("subtract", "sub"),
            Map.entry("swapaxes", "transpose"),
            Map.entry("swish", "silu"),
            Map.entry("upsampling2d", "upsample"),
            Map.entry("view", "reshape"),
            Map.entry("zero_padding2d", "pad"),
            Map.entry("zeropadding2d", "pad"));

    static final Map<String, List<String>> ARGUMENTS = Map.ofEntries(
            Map.entry("dilation_rate", List.of("dilation")),
            Map.entry("dim", List.of("axis", "axes")),
            Map.entry("dims", List.of("axes", "axis")),
            Map.entry("embedding_dim", List.of("features")),
            Map.entry("filters", List.of("channels")),
            Map.entry("hidden_size", List.of("units")),
            Map.entry("is_causal", List.of("causal")),
            Map.entry("kernel_size", List.of("kernel")),
            Map.entry("num_heads", List.of("heads")),
            Map.entry("num_layers", List.of("layers")),
            Map.entry("out_channels", List.of("channels")),
            Map.entry("out_features", List.of("units")),
            Map.entry("output_dim", List.of("features")),
            Map.entry("pool_size", List.of("kernel")));

    private ForeignNames() {}

    static Optional<String> statement(String name, Collection<String> known) {
        return Optional.ofNullable(STATEMENTS.get(name)).filter(known::contains);
    }

    static Optional<String> argument(String name, Collection<String> known) {
        return ARGUMENTS.getOrDefault(name, List.of()).stream()
                .filter(known::contains)
                .findFirst();
    }
}
