package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import java.util.List;
import java.util.Optional;

/**
 * The computing part of a class.
 *
 * @param body what the allocation-free method does after its checks
 * @param shared what the method does that spreads a pass over threads, where there is one and it has something to spread
 * @param block how a batch is computed in blocks of samples, where it is
 * @param methods what the body calls, and that method
 * @param weights one field for each packed tensor
 * @param packing fills the fields from {@code tensors}, which holds one array for each row of the table
 * @param workspace the arrays of the workspace
 * @param workspaceSetup makes those that each thread has, given {@code threads}
 */
record ForwardCode(
        CodeBlock body,
        Optional<CodeBlock> shared,
        Optional<Block> block,
        List<MethodSpec> methods,
        List<FieldSpec> weights,
        CodeBlock packing,
        List<FieldSpec> workspace,
        CodeBlock workspaceSetup,
        Forms forms) {

    /** The method for so many samples at once. */
    record Block(String method, int samples) {}

    ForwardCode {
        methods = List.copyOf(methods);
        weights = List.copyOf(weights);
        workspace = List.copyOf(workspace);
    }
}
