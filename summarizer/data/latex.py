"""Commands of LaTeX that stand for one sign."""

SIGNS = {
    "circ": "°", "degree": "°", "times": "×", "cdot": "·", "pm": "±", "approx": "≈", "sim": "~", "le": "≤", "leq": "≤",
    "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠", "infty": "∞", "to": "→", "rightarrow": "→",
    "ldots": "…", "dots": "…", "cdots": "…", "No": "№", "S": "§", "copyright": "©", "textdegree": "°", "percent": "%",
    "quad": " ", "qquad": " ", "textemdash": "—", "textendash": "–", "guillemotleft": "«", "guillemotright": "»", "flqq": "«",
    "frqq": "»", "euro": "€", "textrub": "₽", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "varepsilon": "ε",
    "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "varphi": "φ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω", "Phi": "Φ", "Psi": "Ψ", "Gamma": "Γ", "Lambda": "Λ", "Pi": "Π", "Theta": "Θ",
    "sqrt": "√", "sum": "∑", "int": "∫", "partial": "∂", "nabla": "∇", "in": "∈",
}  # fmt: skip
