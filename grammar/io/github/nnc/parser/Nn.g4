/**
 * The language nnc. The grammar knows no layer, no activation and no option by name.
 *
 * Between the lexer and the parser, tokens are prepared: inside the parentheses of a formula 3x3, 1..9 and 1..n are
 * taken apart, so that (1..2*n) is a range up to 2*n; and where a body is not closed, its end is judged by
 * indentation. A lexer rule that only serves to describe a mistake is marked as such.
 */
grammar Nn;

// The package has a Parser of its own.
options { superClass = org.antlr.v4.runtime.Parser; }

file : declaration* EOF ;

declaration : importing | constant | block | model ;

importing : IMPORT (STRING | path) SEMI ;

constant : CONST ID EQ value SEMI ;

block : blockHead body ;

blockHead : BLOCK ID parameters? ;

parameters : LP parameter (COMMA parameter)* RP ;

// One item only: a comma behind it separates parameters.
parameter : ID (EQ item)? ;

model : modelHead body ;

modelHead : MODEL ID ;

body : LT branch (BAR branch)* GT ;

branch : statement? (SEMI statement?)* ;

statement : label? (head body? | body) ;

label : name COLON ;

head : ID argument* ;

argument : (key EQ)? value ;

// Layers have tensors of several parts, out_proj.weight.
key : ID | PATH ;

value : item (COMMA item)* ;

item
    : number
    | DIMS
    | RANGE
    | STRING
    | path
    | LP formula RP
    ;

number : MINUS? (INT | FLOAT) ;

path : name | PATH ;

name : ID | MODEL | BLOCK | CONST | IMPORT | X ;

formula : extent (X extent)* ;

extent
    : sum (DOTS sum)?
    | DOTS sum
    ;

sum : product ((PLUS | MINUS) product)* ;

product : unary ((STAR | SLASH) unary)* ;

unary : MINUS? operand ;

operand : INT | FLOAT | ID | LP sum RP ;

IMPORT : 'import' ;
CONST : 'const' ;
BLOCK : 'block' ;
MODEL : 'model' ;
X : 'x' ;

LT : '<' ;
GT : '>' ;
BAR : '|' ;
SEMI : ';' ;
COLON : ':' ;
COMMA : ',' ;
EQ : '=' ;
LP : '(' ;
RP : ')' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
DOTS : '..' ;

INT : DIGITS ;
FLOAT : DIGITS '.' DIGITS EXPONENT? | DIGITS EXPONENT ;
DIMS : SIZE ('x' SIZE)+ ;
RANGE : DIGITS? '..' DIGITS ;
PATH : WORD ('.' (WORD | DIGITS | '*'))+ ;
ID : WORD ;
STRING : '"' CHARACTER* '"' ;

// Looks like a number but is none: 4.  .5  3xk  1..n  12abc
MALFORMED : [0-9?] JOINED* | '.' '.'? DIGITS EXPONENT? JOINED* | DIGITS '.' EXPONENT ;
UNTERMINATED_STRING : '"' CHARACTER* '\\'? ;

DOC_COMMENT : '/**' ~[*/] COMMENT_END -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' COMMENT_END -> channel(HIDDEN) ;
LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
UNTERMINATED_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* EOF -> channel(HIDDEN) ;
SPACE : [ \t\r\n\f]+ -> channel(HIDDEN) ;

// Whatever is left is no part of the language.
STRAY : . ;

fragment DIGITS : [0-9]+ ;
fragment SIZE : DIGITS | '?' ;
fragment EXPONENT : [eE] [+\-]? DIGITS ;
fragment WORD : [A-Za-z] [A-Za-z0-9_]* ;
fragment JOINED : [A-Za-z0-9_.?] ;
fragment CHARACTER : ~["\\\r\n] | '\\' ~[\r\n] ;
fragment COMMENT_END : (~'*' | '*'+ ~[*/])* '*'+ '/' ;
