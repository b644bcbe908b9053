"""What `cdk` runs. `make aws` checks the same without an account; docs/guide/aws.md says how it is brought out."""

from desk_aws.assembly import build_app

if __name__ == "__main__":
    build_app().synth()
