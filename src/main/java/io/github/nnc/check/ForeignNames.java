package io.github.nnc.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What PyTorch, Keras and ONNX call what has another name here, as far as it is not spelled almost alike. */
final class ForeignNames {

    static final Map<String, String> STATEMENTS = Map.ofEntries(
            Map.entry("average", "mean"),
            Map.entry("averagepooling", "avgpool"),
            Map.entry("batch_normalization", "batchnorm"),
            Map.entry("bmm", "matmul"),
            Map.entry("cat", "concat"),
            Map.entry("clamp", "clip"),
            Map.entry("depthwise_conv", "depthwise"),
            Map.entry("depthwiseconv", "depthwise"),
            Map.entry("eq", "equal"),
            Map.entry("expand_dims", "unsqueeze"),
            Map.entry("fc", "dense"),
            Map.entry("ge", "greater_equal"),
            Map.entry("globalaveragepooling", "global_avgpool"),
            Map.entry("globalmaxpooling", "global_maxpool"),
            Map.entry("gt", "greater"),
            Map.entry("layer_normalization", "layernorm"),
            Map.entry("le", "less_equal"),
            Map.entry("local_response_norm", "lrn"),
            Map.entry("lt", "less"),
            Map.entry("maxpooling", "maxpool"),
            Map.entry("multi_head_attention", "attention"),
            Map.entry("multihead_attention", "attention"),
            Map.entry("multiheadattention", "attention"),
            Map.entry("multiply", "mul"),
            Map.entry("ne", "not_equal"),
            Map.entry("positional_encoding", "position"),
            Map.entry("power", "pow"),
            Map.entry("reduce_max", "max"),
            Map.entry("reduce_mean", "mean"),
            Map.entry("reduce_min", "min"),
            Map.entry("reduce_logsumexp", "logsumexp"),
            Map.entry("reduce_prod", "prod"),
            Map.entry("reduce_sum", "sum"),
            Map.entry("self_attention", "attention"),
            Map.entry("subtract", "sub"),
            Map.entry("swapaxes", "transpose"),
            Map.entry("swish", "silu"),
            Map.entry("take", "index_select"),
            Map.entry("upsampling", "upsample"),
            Map.entry("view", "reshape"),
            Map.entry("zero_pad", "pad"),
            Map.entry("zero_padding", "pad"),
            Map.entry("zeropadding", "pad"));

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

    /** What other libraries must be told, and what follows here from the shape that arrives. */
    static final Set<String> INFERRED = Set.of(
            "embed_dim",
            "in_channels",
            "in_features",
            "input_dim",
            "input_shape",
            "input_size",
            "normalized_shape",
            "num_channels",
            "num_embeddings",
            "num_features");

    /** {@code conv2d}: the input's rank says here how many axes there are. */
    private static final Pattern RANK = Pattern.compile("_?[123]d$");

    private ForeignNames() {}

    static Optional<String> statement(String name, Collection<String> known) {
        String anyRank = RANK.matcher(name).replaceFirst("");
        return Optional.ofNullable(STATEMENTS.get(anyRank)).filter(known::contains);
    }

    static Optional<String> argument(String name, Collection<String> known) {
        return ARGUMENTS.getOrDefault(name, List.of()).stream()
                .filter(known::contains)
                .findFirst();
    }
}
