/**
 * Faults in JavaScript that show before it runs: make lint.  Rules of taste
 * are left to the eye.
 */

/* Names nobody declares, by hand: a browser has `name`, `status` and `event`
 * as well, and who writes those forgot to declare something. */
const BOTH = `AbortController AbortSignal URL URLSearchParams clearInterval
    clearTimeout fetch performance setInterval setTimeout`;
const BROWSER = `AudioContext Blob BroadcastChannel CSS EventSource
    MutationObserver Node OscillatorNode ResizeObserver crypto document
    getComputedStyle localStorage location navigator queueMicrotask
    requestAnimationFrame requestIdleCallback sessionStorage window`;
const NODE = `Buffer TextEncoder console process setImmediate structuredClone`;

const RULES = `array-callback-return constructor-super eqeqeq for-direction
    getter-return no-async-promise-executor no-caller no-class-assign
    no-compare-neg-zero no-cond-assign no-const-assign
    no-constant-binary-expression no-constant-condition
    no-constructor-return no-control-regex no-debugger no-dupe-args
    no-dupe-class-members no-dupe-else-if no-dupe-keys no-duplicate-case
    no-duplicate-imports no-empty-character-class no-empty-pattern no-eval
    no-ex-assign no-fallthrough no-func-assign no-global-assign
    no-implied-eval no-import-assign no-inner-declarations no-invalid-regexp
    no-irregular-whitespace no-loss-of-precision
    no-new-native-nonconstructor no-obj-calls no-prototype-builtins
    no-redeclare no-self-assign no-self-compare no-setter-return
    no-shadow-restricted-names no-sparse-arrays no-template-curly-in-string
    no-this-before-super no-undef no-unexpected-multiline no-unreachable
    no-unreachable-loop no-unsafe-finally no-unsafe-negation
    no-unsafe-optional-chaining no-unused-labels
    no-unused-private-class-members no-useless-backreference no-var no-with
    prefer-const require-yield use-isnan valid-typeof`;

/* useEffect runs after the next key: focus would be taken from where it went. */
const LATE_FOCUS = {
	selector: "CallExpression[callee.name='useEffect'] " +
	    'CallExpression[callee.property.name=/^(focus|showModal)$/]',
	message: 'move focus in useLayoutEffect, before the next key',
};

const words = (text) => text.trim().split(/\s+/);
const names = (...texts) => ({ globals: Object.fromEntries(
    texts.flatMap(words).map((name) => [name, 'readonly'])) });

export default [
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			...Object.fromEntries(words(RULES).map(
			    (rule) => [rule, 'error'])),
			'no-misleading-character-class': ['error',
			    { allowEscape: true }],
			'no-unused-vars': ['error', { varsIgnorePattern: '^_$',
			    argsIgnorePattern: '^_$',
			    ignoreRestSiblings: true }],
		},
	},
	{ files: ['nginx/html/**'], languageOptions: names(BOTH, BROWSER),
	    rules: { 'no-restricted-syntax': ['error', LATE_FOCUS] } },
	{ files: ['nginx/*.mjs', 'tests/**'],
	    languageOptions: names(BOTH, NODE) },
	// What is handed to the browser stands among the rest.
	{ files: ['tests/e2e/**'],
	    languageOptions: names(BOTH, NODE, BROWSER) },
];
