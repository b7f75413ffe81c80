import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';

export class ElementReferenceBody {
  @IsOptional()
  @MaxLength(64)
  @IsString()
  key?: string | null;

  @IsOptional()
  @IsInt()
  id?: number | null;
}

/** What the provider returned to the caller's own callback; other members that it may hold have no use here. */
export class ProviderDataBody {
  @IsOptional()
  @MaxLength(4096)
  @IsString()
  code?: string | null;
}

/**
 * The body of POST, PATCH and PUT. What is absent or null is not said; what POST cannot do without is checked apart.
 * The rule nearest to a member is tried first, and the first that fails is told: so the kind stands below the length.
 */
export class InstanceBody {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ElementReferenceBody)
  element?: ElementReferenceBody | null;

  @IsOptional()
  @MaxLength(1000)
  @IsString()
  name?: string | null;

  @IsOptional()
  @MaxLength(1000, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(100)
  @IsArray()
  tags?: string[] | null;

  /** Dotted key to value. Which keys and values are known depends on the element, so they are read apart. */
  @IsOptional()
  @IsObject()
  configuration?: Record<string, unknown> | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ProviderDataBody)
  providerData?: ProviderDataBody | null;

  @IsOptional()
  @IsIn(['none', 'initial'])
  externalAuthentication?: 'none' | 'initial' | null;
}
