"""CloudFront before everything: one name, the firewall, static files from S3, the rest from the balancer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_elasticloadbalancingv2 as elb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from desk_aws.buckets import private_bucket
from desk_aws.edge import EdgeStack, zone_of
from desk_aws.keys import log_group
from desk_aws.settings import Stage

BUILT = Path(__file__).resolve().parents[3] / "web" / "dist" / "assets"
_FOREVER = deployment.CacheControl.from_string("public, max-age=31536000, immutable")


@dataclass(frozen=True)
class Front:
    """The distribution, and what has brought the front end's files to S3: services come after that."""

    distribution: cloudfront.Distribution
    files: deployment.BucketDeployment


def build_front(
    scope: Construct,
    stage: Stage,
    edge: EdgeStack,
    logs: s3.IBucket,
    key: kms.IKey,
    balancer: elb.ApplicationLoadBalancer,
) -> Front:
    """Build it; names of static files change with what is in them, so they are kept everywhere for a year."""
    assets = private_bucket(scope, "Assets", bucket=stage.bucket("assets"), logs=logs, key=None)
    distribution = cloudfront.Distribution(
        scope,
        "Front",
        comment=f"The {stage.name} desk",
        domain_names=[stage.domain],
        certificate=edge.certificate,
        web_acl_id=edge.firewall.attr_arn,
        minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        http_version=cloudfront.HttpVersion.HTTP2_AND_3,
        price_class=cloudfront.PriceClass.PRICE_CLASS_200,
        log_bucket=logs,
        log_file_prefix="front/",
        default_behavior=_desk(balancer),
        additional_behaviors={"/assets/*": _static(scope, assets)},
    )
    route53.ARecord(
        scope,
        "Name",
        zone=zone_of(scope, stage),
        record_name=f"{stage.domain}.",
        target=route53.RecordTarget.from_alias(targets.CloudFrontTarget(distribution)),
    )
    return Front(distribution, _bring(scope, assets, key))


def _desk(balancer: elb.ApplicationLoadBalancer) -> cloudfront.BehaviorOptions:
    """Pass everything on, uncached and whole: cookies, the host's name, WebSockets."""
    origin = origins.VpcOrigin.with_application_load_balancer(
        balancer,
        protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
        read_timeout=Duration.seconds(60),
        keepalive_timeout=Duration.seconds(60),
    )
    return cloudfront.BehaviorOptions(
        origin=origin,
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
        cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
        origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER,
    )


def _static(scope: Construct, assets: s3.IBucket) -> cloudfront.BehaviorOptions:
    """Serve from S3, with the headers that the desk itself and the proxy of deploy/nginx give to these files."""
    headers = cloudfront.ResponseHeadersPolicy(
        scope,
        "AssetHeaders",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
            strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                access_control_max_age=Duration.days(365), include_subdomains=True, override=True
            ),
        ),
        custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
            custom_headers=[
                cloudfront.ResponseCustomHeader(
                    header="Cross-Origin-Resource-Policy", value="same-origin", override=True
                )
            ]
        ),
    )
    return cloudfront.BehaviorOptions(
        origin=origins.S3BucketOrigin.with_origin_access_control(assets),
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
        response_headers_policy=headers,
        compress=True,
    )


def _bring(scope: Construct, assets: s3.IBucket, key: kms.IKey) -> deployment.BucketDeployment:
    """Copy the built files. Earlier ones stay: pages that are still open ask for them."""
    return deployment.BucketDeployment(
        scope,
        "AssetFiles",
        destination_bucket=assets,
        destination_key_prefix="assets",
        sources=[deployment.Source.asset(str(BUILT), exclude=["*.br", "*.gz", "*.map"])],
        cache_control=[_FOREVER],
        prune=False,
        retain_on_delete=True,
        memory_limit=512,
        log_group=log_group(scope, "AssetFilesLog", key),
    )
